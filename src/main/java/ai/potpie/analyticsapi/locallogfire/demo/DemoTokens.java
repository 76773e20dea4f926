package ai.potpie.analyticsapi.locallogfire.demo;

import java.util.Map;
import java.util.SplittableRandom;

import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Cost;
import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Model;

/**
 * The usage of one or several LLM calls.
 *
 * @param cached the part of the input tokens that the provider had cached
 * @param reasoning the part of the output tokens that was hidden reasoning
 * @param nanoDollars the cost in billionths of a US dollar; 0 for a model without a cost
 */
record DemoTokens(long input, long cached, long output, long reasoning, long nanoDollars) {

	static final DemoTokens NONE = new DemoTokens(0, 0, 0, 0, 0);

	/** The tokens that an amount of US dollars buys. */
	static DemoTokens worth(double dollars, Model model, SplittableRandom random) {
		double inputs = random.nextDouble(4, 14);
		double cachedShare = Math.max(0, random.nextDouble(-0.4, 0.8));
		double pair = inputs * (cachedShare * model.cachedInput() + (1 - cachedShare) * model.input()) + model.output();
		long output = Math.max(1, Math.round(dollars * 1e9 / pair));
		long input = Math.round(output * inputs);
		long cached = Math.round(input * cachedShare);
		long reasoning = model.reasons() ? output * 2 / 5 : 0;
		long nanos = (input - cached) * model.input() + cached * model.cachedInput() + output * model.output();
		return new DemoTokens(input, cached, output, reasoning, (model.cost() != Cost.NONE) ? nanos : 0);
	}

	DemoTokens plus(DemoTokens other) {
		return new DemoTokens(this.input + other.input, this.cached + other.cached, this.output + other.output,
				this.reasoning + other.reasoning, this.nanoDollars + other.nanoDollars);
	}

	double dollars() {
		return this.nanoDollars / 1e9;
	}

	void describe(Map<String, Object> attributes) {
		describe("gen_ai.usage.", attributes);
	}

	/** Adds the usage to attributes, under names with a prefix. */
	void describe(String prefix, Map<String, Object> attributes) {
		attributes.put(prefix + "input_tokens", this.input);
		attributes.put(prefix + "output_tokens", this.output);
		if (this.cached > 0) {
			attributes.put(prefix + "details.cache_read_tokens", this.cached);
		}
		if (this.reasoning > 0) {
			attributes.put(prefix + "details.reasoning_tokens", this.reasoning);
		}
	}

}
