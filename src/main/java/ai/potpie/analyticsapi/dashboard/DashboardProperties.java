package ai.potpie.analyticsapi.dashboard;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people sign in on the page, beside pasting a token.
 *
 * @param oidcClientId the public client of the first JWT issuer with which the page signs
 * in; if empty, the page offers no OpenID Connect
 * @param publicTokens entries like {@code user_123=TOKEN} or {@code *=TOKEN}: the page
 * has a button for each, and anybody can read them
 */
@ConfigurationProperties("analytics.dashboard")
record DashboardProperties(@DefaultValue("") String oidcClientId, @DefaultValue List<String> publicTokens) {

}
