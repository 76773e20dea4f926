package ai.potpie.analyticsapi.web;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings for stopping the service.
 *
 * @param drainPeriod how long it serves on after it was told to stop; 0 for not at all
 */
@ConfigurationProperties("analytics")
@Validated
record DrainProperties(@DefaultValue("5s") @DurationMin Duration drainPeriod) {
}
