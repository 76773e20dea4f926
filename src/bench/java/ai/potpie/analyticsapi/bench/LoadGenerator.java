package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.time.Duration;

/**
 * A tool that sends a request as soon as the previous one is answered.
 */
interface LoadGenerator {

	/** The tool with a name; for an empty name wrk if it is installed, else Gatling. */
	static LoadGenerator named(String name) {
		if (name.equals("gatling") || (name.isEmpty() && !Wrk.isInstalled())) {
			return new GatlingLoad();
		}
		return new Wrk();
	}

	/**
	 * Sends requests.
	 * @param clients the number of connections; each sends its next request after its
	 * answer
	 * @param time how long requests are sent
	 */
	LoadResult send(Target target, int clients, Duration time) throws IOException, InterruptedException;

	/**
	 * The figures that a tool reports.
	 *
	 * @param requests the number of answered requests
	 * @param rate the number of answered requests a second
	 * @param p50 the median of the response times, in milliseconds
	 * @param p99 the time below which 99 % of the responses were, in milliseconds
	 * @param failed the number of requests without an answer or with a status other than
	 * 2xx or 3xx
	 */
	record LoadResult(long requests, double rate, double p50, double p99, long failed) {
	}

}
