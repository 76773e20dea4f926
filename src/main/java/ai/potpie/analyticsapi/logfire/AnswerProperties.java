package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits for the time and memory of answers.
 *
 * @param timeout the longest time, with all tries and waiting; of a streamed answer, the
 * time until its first row
 * @param answerMemory how much of the heap answers may take while they are made, in per
 * cent
 */
@ConfigurationProperties("analytics")
record AnswerProperties(@DefaultValue("25s") Duration timeout, @DefaultValue("25") int answerMemory) {
}
