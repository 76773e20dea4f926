package ai.potpie.analyticsapi.analytics.raw;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.LogfireReply;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import ai.potpie.analyticsapi.testing.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spans that are larger than the heap together pass through a service of its own process.
 */
class RawMemoryTests {

	private static final int SPANS = 1000;

	private static final int SPAN_SIZE = 200_000;

	@TempDir
	private Path directory;

	@Test
	void aThousandSpansOf200KilobytesPassThroughASmallHeap() throws Exception {
		try (ScriptedLogfire logfire = ScriptedLogfire.replying(manyLargeSpans());
				ServiceProcess service = start(logfire)) {
			assertThat(countBytes(service)).isGreaterThan((long) SPANS * SPAN_SIZE);
			assertThat(service.isAlive()).isTrue();
			assertThat(service.log()).doesNotContain("OutOfMemoryError", " ERROR ");
		}
	}

	private ServiceProcess start(ScriptedLogfire logfire) throws IOException {
		return ServiceProcess.in(this.directory)
			.heap("256m")
			.logfire(logfire.url())
			.with("--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN)
			.start();
	}

	/** Reads and counts, and fails if the answer breaks off: chunks have an end. */
	private static long countBytes(ServiceProcess service) throws IOException {
		try (InputStream body = service.as(AnalyticsApi.ADMIN_TOKEN)
			.send("GET", "/api/v1/analytics/user/u/raw?limit=" + SPANS, BodyHandlers.ofInputStream())
			.body()) {
			return body.transferTo(OutputStream.nullOutputStream());
		}
	}

	private static LogfireReply manyLargeSpans() {
		String row = """
				{"page_rows":1000,"trace_id":"a","span_id":"b","kind":"span","span_name":"n","message":"m","level":9,\
				"start_timestamp":"2026-02-11T09:13:02Z","end_timestamp":"2026-02-11T09:13:02Z","attributes":{"x":"%s"}}"""
			.formatted("y".repeat(SPAN_SIZE));
		String rows = "{\"type\":\"data\",\"rows\":[" + (row + ",").repeat(9) + row + "]}\n";
		return LogfireReplies.repeated("", rows, SPANS / 10, "{\"type\":\"end\",\"row_count\":%d}\n".formatted(SPANS));
	}

}
