package ai.potpie.analyticsapi.export;

import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.testing.HeapTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A file takes as much memory with 100,000 rows as with 1,000.
 */
@HeapTest
class FileMemoryTests {

	private static final int MEGABYTE = 1 << 20;

	private static final String PADDING = "x".repeat(150);

	private static final Table<Integer> ROWS = Table.<Integer>named("rows")
		.text("text", (row) -> PADDING + row)
		.count("count", Integer::longValue)
		.microtime("time", Instant::ofEpochSecond)
		.json("json", (row) -> "{\"x\":\"" + PADDING + row + "\"}");

	/** Kept, they would be 60 MB and more. */
	@ParameterizedTest
	@EnumSource(names = { "CSV", "XLSX", "NDJSON" })
	void writtenRowsTakeNoMemory(Format format) {
		takenBy(1_000, format);
		long few = takenBy(1_000, format);
		long many = takenBy(100_000, format);
		assertThat(many).isLessThan(few + 6 * MEGABYTE);
	}

	private static long takenBy(int count, Format format) {
		long before = used();
		FileWriter file = FileWriter.of(new FileOptions(format), true, OutputStream.nullOutputStream());
		RowWriter<Integer> rows = file.begin(ROWS);
		for (int i = 0; i < count; i++) {
			rows.row(i);
		}
		long after = used();
		rows.end(Map.of());
		file.end(List.of());
		return after - before;
	}

	private static long used() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
