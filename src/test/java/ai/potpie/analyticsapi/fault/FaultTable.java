package ai.potpie.analyticsapi.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured, as a table in {@code target/fault-table.md}.
 */
final class FaultTable {

	private static final Path FILE = Path.of("target", "fault-table.md");

	private static final List<String> lines = new ArrayList<>(
			List.of("| fault | no answer stored | stored 2 min ago | stored 30 min ago | stored 62 min ago |",
					"| --- | --- | --- | --- | --- |"));

	private FaultTable() {
	}

	static synchronized void add(String fault, String... cells) {
		lines.add("| %s | %s |".formatted(fault, String.join(" | ", cells)));
		try {
			Files.write(FILE, lines);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Status, Retry-After, time, and what it cost Logfire. */
	static String cell(Received received, int calls) {
		String retryAfter = received.header("Retry-After");
		return "%d%s%s, %d ms, %d calls".formatted(received.status(),
				"200".equals("" + received.status()) && received.cacheStatus().contains("stale") ? " stale" : "",
				(retryAfter != null) ? ", Retry-After " + retryAfter : "", received.took().toMillis(), calls);
	}

}
