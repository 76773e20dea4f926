package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.util.List;

/**
 * The measurements, in the order of each round.
 */
final class Rows {

	static final String CONSTANT = "Constant bytes, no security";

	static final String UPSTREAM = "Upstream itself, 1 client";

	static final String START = "Start to first answer, idle memory: ";

	static final String WITH_CACHE = "extracted, with cache";

	private static final int SECONDS = 2;

	private static final int HERD = 512;

	private Rows() {
	}

	static List<Row> repeated() {
		return List.of(new Row(CONSTANT, Comparison.NONE, "", (stage) -> warm(stage, stage.constant())),
				new Row("Warm, API token", Comparison.OF_CONSTANT, "≥ 0.75",
						(stage) -> warm(stage, stage.analytics(Setup.WARM))),
				new Row("Warm, JWT", Comparison.OF_CONSTANT, "≥ 0.65", (stage) -> warm(stage, stage.withJwt())),
				new Row("Warm, `If-None-Match`: 304", Comparison.OF_CONSTANT, "≥ 0.9",
						(stage) -> warm(stage, stage.known())),
				new Row("Warm, gzip", Comparison.OF_CONSTANT, "", (stage) -> warm(stage, stage.compressed())),
				new Row(UPSTREAM, Comparison.NONE, "", (stage) -> stage.loadUpstream(SECONDS)),
				cold(1, Comparison.BEYOND_UPSTREAM, "≤ 3 ms"), cold(64, Comparison.OF_POSSIBLE, "≥ 0.9"),
				cold(512, Comparison.OF_POSSIBLE, ""),
				new Row("Herd of 512 clients", Comparison.NONE, "1 upstream", Rows::herd), raw(200), raw(1000),
				export("CSV", "csv"), export("XLSX", "xlsx"), start("jar", "", (stage) -> ServiceJar.asBuilt()),
				start("extracted", "", (stage) -> ServiceJar.extracted()),
				start(WITH_CACHE, "< 2000 ms", (stage) -> ServiceJar.withCache(stage.jdk())));
	}

	private static Sample warm(Stage stage, Target target) throws IOException, InterruptedException {
		return stage.load(target, Setup.CLIENTS, SECONDS);
	}

	private static Row cold(int clients, Comparison comparison, String aim) {
		return new Row("Cold, %d client%s".formatted(clients, (clients > 1) ? "s" : ""), comparison, aim,
				(stage) -> stage.load(stage.cold(), clients, SECONDS));
	}

	/** All clients send the same request, whose answer is not stored yet. */
	private static Sample herd(Stage stage) throws IOException, InterruptedException {
		String user = "herd-" + System.nanoTime();
		Sample sample = stage.load(stage.analytics(Setup.ANALYTICS + user).bearer(Tokens.EVERYONE), HERD, SECONDS);
		return Sample.remark("%d upstream %s".formatted(stage.upstream().calls(user), sample.remark()));
	}

	private static Row raw(int kilobytes) {
		return new Row("`/raw` of 1,000 × %d kB, -Xmx128m".formatted(kilobytes), Comparison.NONE, "same memory",
				(stage) -> stage.download(Setup.ANALYTICS + "spans-of-%d-kb/raw?limit=1000".formatted(kilobytes)));
	}

	private static Row export(String name, String format) {
		return new Row("%s of 100,000 spans, -Xmx128m".formatted(name), Comparison.NONE, "",
				(stage) -> stage.download(Setup.ANALYTICS + "spans-of-1-kb/raw?limit=100000&format=" + format));
	}

	private static Row start(String layout, String aim, Layout arguments) {
		return new Row(START + layout, Comparison.NONE, aim, (stage) -> stage.startUp(arguments.of(stage)));
	}

	private interface Layout {

		String[] of(Stage stage);

	}

}
