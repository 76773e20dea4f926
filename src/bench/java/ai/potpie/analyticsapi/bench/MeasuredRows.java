package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The measurements, in the order of each round.
 */
final class MeasuredRows {

	static final String CONSTANT = "Constant bytes, no security";

	static final String UPSTREAM = "Upstream itself, 1 client";

	static final String COLD = cold(Setup.CLIENTS);

	static final String START = "Start to first answer, idle memory: ";

	static final String WITH_CACHE = "extracted, with cache";

	private static final int SECONDS = 2;

	private static final int HERD = 512;

	private MeasuredRows() {
	}

	static List<MeasuredRow> repeated() {
		return Stream.concat(ofService().stream(), HistoryRows.all().stream()).toList();
	}

	private static List<MeasuredRow> ofService() {
		return List.of(new MeasuredRow(CONSTANT, RowComparison.NONE, "", (stage) -> warm(stage, stage.constant())),
				new MeasuredRow("Warm, API token", RowComparison.OF_CONSTANT, "≥ 0.75",
						(stage) -> warm(stage, stage.analytics(Setup.WARM))),
				new MeasuredRow("Warm, JWT", RowComparison.OF_CONSTANT, "≥ 0.65",
						(stage) -> warm(stage, stage.withJwt())),
				new MeasuredRow("Warm, `If-None-Match`: 304", RowComparison.OF_CONSTANT, "≥ 0.9",
						(stage) -> warm(stage, stage.known())),
				new MeasuredRow("Warm, gzip", RowComparison.OF_CONSTANT, "",
						(stage) -> warm(stage, stage.compressed())),
				new MeasuredRow(UPSTREAM, RowComparison.NONE, "", (stage) -> stage.loadUpstream(SECONDS)),
				cold(1, RowComparison.BEYOND_UPSTREAM, "≤ 3 ms"), cold(64, RowComparison.OF_POSSIBLE, "≥ 0.9"),
				cold(512, RowComparison.OF_POSSIBLE, ""),
				new MeasuredRow("Herd of 512 clients", RowComparison.NONE, "1 upstream", MeasuredRows::herd), raw(200),
				raw(1000), export("CSV", "csv"), export("XLSX", "xlsx"),
				new MeasuredRow("1,000 idle live streams", RowComparison.NONE, "a handful of threads", LiveStage::idle),
				new MeasuredRow("Push to 1,000 live streams of 200 users, from a span's end", RowComparison.NONE,
						"≤ 3000 ms", LiveStage::pushed),
				start("jar", "", (stage) -> ServiceJar.asBuilt()),
				start("extracted", "", (stage) -> ServiceJar.extracted()),
				start(WITH_CACHE, "< 2000 ms", (stage) -> ServiceJar.withCache(stage.jdk())));
	}

	private static Sample warm(Stage stage, Target target) throws IOException, InterruptedException {
		return stage.load(target, Setup.CLIENTS, SECONDS);
	}

	private static MeasuredRow cold(int clients, RowComparison comparison, String aim) {
		return new MeasuredRow(cold(clients), comparison, aim, (stage) -> stage.load(stage.cold(), clients, SECONDS));
	}

	private static String cold(int clients) {
		return "Cold, %d client%s".formatted(clients, (clients > 1) ? "s" : "");
	}

	/** All clients send the same request, whose answer is not stored yet. */
	private static Sample herd(Stage stage) throws IOException, InterruptedException {
		String user = "herd-" + System.nanoTime();
		Sample sample = stage.load(stage.analytics(Setup.ANALYTICS + user).bearer(Tokens.EVERYONE), HERD, SECONDS);
		return Sample.remark("%d upstream %s".formatted(stage.upstream().calls(user), sample.remark()));
	}

	private static MeasuredRow raw(int kilobytes) {
		return new MeasuredRow("`/raw` of 1,000 × %d kB, -Xmx128m".formatted(kilobytes), RowComparison.NONE,
				"same memory",
				(stage) -> stage.download(Setup.ANALYTICS + "spans-of-%d-kb/raw?limit=1000".formatted(kilobytes)));
	}

	private static MeasuredRow export(String name, String format) {
		return new MeasuredRow("%s of 100,000 spans, -Xmx128m".formatted(name), RowComparison.NONE, "",
				(stage) -> stage.download(Setup.ANALYTICS + "spans-of-1-kb/raw?limit=100000&format=" + format));
	}

	private static MeasuredRow start(String layout, String aim, Layout arguments) {
		return new MeasuredRow(START + layout, RowComparison.NONE, aim, (stage) -> stage.startUp(arguments.of(stage)));
	}

	private interface Layout {

		String[] of(Stage stage);

	}

}
