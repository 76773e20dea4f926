package ai.potpie.analyticsapi.prices;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The setting for prices.
 *
 * @param pricesFile a file with others than those that come with this service, if not
 * empty
 */
@ConfigurationProperties("analytics")
record PriceProperties(@DefaultValue("") String pricesFile) {
}
