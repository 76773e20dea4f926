package ai.potpie.analyticsapi.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The answers of the fake Logfire.
 */
public final class UpstreamAnswers {

	static final String READ_TOKEN_INFO = """
			{"organization_name":"bench","project_name":"bench","organization_subscription_plan":"enterprise"}""";

	/** A count of one more row than a file may have. */
	static final String COUNT = """
			{"schema":{},"data":[{"span_count":100001}]}""";

	private static final int KILOBYTE = 1_000;

	private UpstreamAnswers() {
	}

	/**
	 * The rows of a user with runs on each day: two rows for each day, and some for the
	 * whole period.
	 * @param days the number of days, of which the last is today
	 */
	public static String analytics(int days) {
		List<String> rows = new ArrayList<>();
		LocalDate today = LocalDate.now(ZoneOffset.UTC);
		for (int i = days - 1; i >= 0; i--) {
			rows.add(row("run_day", quoted(today.minusDays(i)), "null", 5 + i % 7));
		}
		for (int i = days - 1; i >= 0; i--) {
			rows.add(row("talk_day", quoted(today.minusDays(i)), "null", 0));
		}
		rows.add(row("outcome", "null", quoted("success"), 147));
		rows.add(row("outcome", "null", quoted("error"), 9));
		rows.add(row("period", "null", "null", 156));
		return "{\"schema\":{},\"data\":[%s]}".formatted(String.join(",", rows));
	}

	private static String row(String part, String bucket, String outcome, int runs) {
		return """
				{"part":"%s","bucket":%s,"run_outcome":%s,"run_count":%d,"success_count":%d,"cost_nano":%d,"conversation_count":12,\
				"message_count":42,"execution_count":%d,"execution_us":%d}"""
			.formatted(part, bucket, outcome, runs, runs, runs * 84_123_456L, runs, runs * 2_340_512L);
	}

	/** The size of spans in bytes, from a user's id like {@code spans-of-200-kb}. */
	static int sizeOfSpansOf(String user) {
		return Integer.parseInt(user.replaceAll("\\D", "")) * KILOBYTE;
	}

	/** A span as one row of NDJSON. */
	static String span(int rows, int size) {
		return """
				{"type":"data","rows":[{"page_rows":%d,"last_start_timestamp":"2026-02-11T09:13:02Z","last_trace_id":"a",\
				"last_span_id":"b","last_copy_number":1,"trace_id":"019b7a3c5d2f4e1a8b6c9d0e1f2a3b4c",\
				"span_id":"a1b2c3d4e5f60718","kind":"span","span_name":"chat gpt-5","message":"chat gpt-5","level":9,\
				"start_timestamp":"2026-02-11T09:13:02.512317Z","end_timestamp":"2026-02-11T09:13:02.513001Z",\
				"duration":0.000684,"tags":["bench"],"attributes":{"user_id":"user_123","tokens":1234,"prompt":"%s"}}]}
				"""
			.formatted(rows, "All work and no play. ".repeat(size / 22));
	}

	private static String quoted(Object value) {
		return "\"" + value + "\"";
	}

}
