package ai.potpie.analyticsapi.analytics;

import java.util.List;

import jakarta.validation.constraints.NotEmpty;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How spans are understood.
 *
 * @param agentSpanNames names of the spans that are an agent at work; one that ends with
 * {@code *} is a prefix
 */
@ConfigurationProperties("analytics")
@Validated
record AnalyticsProperties(@NotEmpty @DefaultValue( {
		"agent run*", "invoke_agent*" }) List<String> agentSpanNames){
}
