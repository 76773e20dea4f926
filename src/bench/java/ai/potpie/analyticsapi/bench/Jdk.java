package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A JDK on this machine.
 *
 * @param home the directory of the JDK
 * @param version the feature version, like 17
 */
record Jdk(Path home, int version) {

	private static final int OLDEST = 17;

	/** The first version that creates an ahead-of-time cache in one run (JEP 514). */
	private static final int WITH_AOT_CACHE = 25;

	/**
	 * The given JDKs, or else the oldest and the newest on this machine that the service
	 * supports.
	 * @param homes directories separated by commas; empty to search the machine
	 */
	static List<Jdk> find(String homes) {
		if (!homes.isBlank()) {
			return Arrays.stream(homes.split(",")).map((home) -> at(Path.of(home.trim()))).toList();
		}
		TreeMap<Integer, Jdk> found = new TreeMap<>();
		around().stream()
			.filter((home) -> Files.isExecutable(home.resolve("bin/javac")))
			.map(Jdk::at)
			.filter((jdk) -> jdk.version() >= OLDEST)
			.forEach((jdk) -> found.putIfAbsent(jdk.version(), jdk));
		return Stream.of(found.firstEntry(), found.lastEntry()).map(Map.Entry::getValue).distinct().toList();
	}

	private static Collection<Path> around() {
		List<Path> homes = new ArrayList<>();
		homes.add(Path.of(System.getProperty("java.home")));
		String set = System.getenv("JAVA_HOME");
		if (set != null) {
			homes.add(Path.of(set));
		}
		Path installed = Path.of("/usr/lib/jvm");
		if (Files.isDirectory(installed)) {
			try (Stream<Path> each = Files.list(installed)) {
				each.sorted().forEach(homes::add);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return homes;
	}

	private static Jdk at(Path home) {
		Properties release = new Properties();
		try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
			release.load(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Not a JDK: " + home, ex);
		}
		String version = Objects.requireNonNull(release.getProperty("JAVA_VERSION")).replace("\"", "");
		return new Jdk(home, Runtime.Version.parse(version).feature());
	}

	String java() {
		return this.home.resolve("bin/java").toString();
	}

	boolean hasAotCache() {
		return this.version >= WITH_AOT_CACHE;
	}

	@Override
	public String toString() {
		return "JDK " + this.version;
	}

}
