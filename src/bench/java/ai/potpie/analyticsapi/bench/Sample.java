package ai.potpie.analyticsapi.bench;

import java.time.Duration;

import ai.potpie.analyticsapi.bench.LoadGenerator.Load;

/**
 * What was measured in one round. What was not is {@link Double#NaN}.
 *
 * @param rate requests a second, or megabytes where a request has very many
 * @param p50 the median of the times that requests took, in milliseconds
 * @param p99 what 99 % of them stayed below, in milliseconds
 * @param cpu what a request took of the service's CPU, in milliseconds
 * @param memory in bytes: resident, or of the heap
 * @param remark what else there is to say
 */
record Sample(double rate, double p50, double p99, double cpu, double memory, String remark) {

	static Sample of(Load load, double cpu, double memory) {
		return new Sample(load.rate(), load.p50(), load.p99(), cpu / load.requests(), memory,
				(load.failed() > 0) ? load.failed() + " failed" : "");
	}

	/** One request alone. */
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
