package ai.potpie.analyticsapi.alert.rule;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings for alerts.
 *
 * @param rulesFile a YAML file with rules; none if empty
 * @param channelsFile a YAML file with channels; none if empty
 * @param pageUrl the address of the dashboard, to which alerts link; no links if empty
 * @param staleAfter how late the history may be before operators are told
 */
@ConfigurationProperties("analytics.alert")
@Validated
public record AlertProperties(@DefaultValue("") String rulesFile, @DefaultValue("") String channelsFile,
		@DefaultValue("") String pageUrl, @DefaultValue("30m") @DurationMin(minutes = 1) Duration staleAfter) {
}
