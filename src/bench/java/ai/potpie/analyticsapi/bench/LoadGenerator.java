package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.time.Duration;

/**
 * A tool that sends requests as fast as they are answered.
 */
interface LoadGenerator {

	/** The one of that name; if it is empty, wrk where it is installed. */
	static LoadGenerator named(String name) {
		if (name.equals("gatling") || (name.isEmpty() && !Wrk.isInstalled())) {
			return new GatlingLoad();
		}
		return new Wrk();
	}

	/**
	 * Sends requests.
	 * @param clients how many connections; each sends its next request when it has its
	 * answer
	 * @param time for how long
	 */
	Load send(Target target, int clients, Duration time) throws IOException, InterruptedException;

	/**
	 * What a tool tells about the requests that it sent.
	 *
	 * @param requests how many were answered
	 * @param rate how many a second
	 * @param p50 the median of the times they took, in milliseconds
	 * @param p99 what 99 % of them stayed below, in milliseconds
	 * @param failed how many had another status than 2xx or 3xx, or no answer
	 */
	record Load(long requests, double rate, double p50, double p99, long failed) {
	}

}
