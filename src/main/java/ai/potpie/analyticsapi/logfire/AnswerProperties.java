package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an answer may take.
 *
 * @param timeout the longest time, with all tries and waiting; of a streamed answer, the
 * time until its first row
 */
@ConfigurationProperties("analytics")
record AnswerProperties(@DefaultValue("25s") Duration timeout) {
}
