package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The measurements of the service's own history.
 */
final class HistoryRows {

	static final String NO_HISTORY = "No history, after 50 dashboards";

	private static final int SECONDS = 3;

	private HistoryRows() {
	}

	static List<MeasuredRow> all() {
		Arrays.stream(HistoryEngine.values())
			.filter((engine) -> !engine.isInstalled())
			.forEach((engine) -> System.out.println("No %s here: its rows are left out".formatted(engine)));
		return Stream
			.concat(Stream.of(new MeasuredRow(NO_HISTORY, RowComparison.NONE, "", Stage::answerWithoutHistory)),
					HistoryEngine.installed().stream().flatMap(HistoryRows::of))
			.toList();
	}

	private static Stream<MeasuredRow> of(HistoryEngine engine) {
		return Stream.of(
				new MeasuredRow("History filled in %s, restarted, after 50 dashboards".formatted(engine),
						RowComparison.MORE_MEMORY, "≤ + 60 MB", (stage) -> fill(stage, engine)),
				new MeasuredRow(itself(engine), RowComparison.NONE, "", (stage) -> {
					RememberingService service = stage.history(engine);
					return service.load(stage.generator(), service.itself(), 1, SECONDS);
				}), cold(engine, 1, RowComparison.beyondItself(engine), "≤ 5 ms"),
				cold(engine, Setup.CLIENTS, RowComparison.OF_COLD, "≥ 5"),
				new MeasuredRow("A million facts of one user, 90 days, from %s".formatted(engine), RowComparison.NONE,
						(engine == HistoryEngine.DUCKDB) ? "≤ 1000 ms" : "≤ 3000 ms",
						(stage) -> stage.historyOfOneUser(engine).answer(90)),
				new MeasuredRow("A million facts of one user, by month, computed by %s".formatted(engine),
						RowComparison.NONE, "≤ 3000 ms", (stage) -> stage.historyOfOneUser(engine).months()),
				new MeasuredRow("A million facts of one user, by month, kept in %s".formatted(engine),
						RowComparison.NONE, "≤ 300 ms", (stage) -> stage.historyOfOneUser(engine).keptMonths()),
				new MeasuredRow("10,000 users with a million facts, 90 days, from %s".formatted(engine),
						RowComparison.NONE, "≤ 3000 ms", (stage) -> stage.historyOfManyUsers(engine).everyone(90)));
	}

	/** The name of the row that asks the database itself. */
	static String itself(HistoryEngine engine) {
		return "Query of a dashboard in %s itself, 1 client".formatted(engine);
	}

	private static MeasuredRow cold(HistoryEngine engine, int clients, RowComparison comparison, String aim) {
		return new MeasuredRow("Cold from %s, %d client%s".formatted(engine, clients, (clients > 1) ? "s" : ""),
				comparison, aim, (stage) -> {
					RememberingService service = stage.history(engine);
					return service.load(stage.generator(), service.dashboard(), clients, SECONDS);
				});
	}

	private static Sample fill(Stage stage, HistoryEngine engine) throws IOException, InterruptedException {
		try (RememberingService service = RememberingService.start(stage.jdk(), engine, UpstreamFacts.ofUsers())) {
			return service.fillAndRestart();
		}
	}

}
