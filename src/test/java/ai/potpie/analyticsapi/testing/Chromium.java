package ai.potpie.analyticsapi.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Where a browser and its driver are. There have to be both where all tests run, so that
 * those with a browser are not left out unnoticed.
 */
public final class Chromium {

	private Chromium() {
	}

	public static Path browser() {
		return find("needs Chromium: apt-get install chromium", "chromium", "chromium-browser", "google-chrome");
	}

	public static Path driver() {
		return find("needs Chromium's driver: apt-get install chromium-driver", "chromedriver");
	}

	private static Path find(String need, String... names) {
		List<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.flatMap((directory) -> Stream.of(names).map((name) -> Path.of(directory, name)))
			.filter(Files::isExecutable)
			.toList();
		if (System.getenv("CI") != null) {
			assertThat(found).as(need).isNotEmpty();
		}
		assumeTrue(!found.isEmpty(), need);
		return found.get(0);
	}

}
