package ai.potpie.analyticsapi.bench;

import java.time.Duration;

import ai.potpie.analyticsapi.bench.LoadGenerator.LoadResult;

/**
 * The figures of one measurement in one round. A figure that was not measured is
 * {@link Double#NaN}.
 *
 * @param rate requests a second, or megabytes a second for large answers
 * @param p50 the median of the response times, in milliseconds
 * @param p99 the time below which 99 % of the responses were, in milliseconds
 * @param cpu the service's CPU time for a request, in milliseconds
 * @param memory resident memory or heap, in bytes
 * @param remark further remarks
 */
record Sample(double rate, double p50, double p99, double cpu, double memory, String remark) {

	static Sample of(LoadResult load, double cpu, double memory) {
		return new Sample(load.rate(), load.p50(), load.p99(), cpu / load.requests(), memory,
				(load.failed() > 0) ? load.failed() + " failed" : "");
	}

	/** The sample of a single request. */
	static Sample ofOne(Duration took, double cpu, double memory, double rate) {
		double millis = took.toNanos() / 1e6;
		return new Sample(rate, millis, millis, cpu, memory, "");
	}

	static Sample ofPiece(double millis) {
		return new Sample(Double.NaN, Double.NaN, Double.NaN, millis, Double.NaN, "");
	}

	Sample withRemark(String remark) {
		return new Sample(this.rate, this.p50, this.p99, this.cpu, this.memory, remark);
	}

	static Sample remark(String remark) {
		return new Sample(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, remark);
	}

}
