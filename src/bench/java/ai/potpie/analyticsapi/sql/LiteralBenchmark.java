package ai.potpie.analyticsapi.sql;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Measures the time to write a value into a statement.
 */
@State(Scope.Benchmark)
public class LiteralBenchmark {

	private final String plain = "user_123@example.com";

	private final String hostile = "'; DROP TABLE records; -- “né”";

	@Benchmark
	public String quotePlainText() {
		return Literal.of(this.plain);
	}

	@Benchmark
	public String quoteHostileText() {
		return Literal.of(this.hostile);
	}

}
