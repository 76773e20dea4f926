package ai.potpie.analyticsapi.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.digest.Sha256;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files of others are as they were published, each with its license.
 */
class VendoredFileTests {

	private static final Path VENDOR = Path.of("src/main/resources/ai/potpie/analyticsapi/dashboard/vendor");

	@Test
	void digestsAreThoseOfTheFiles() throws IOException {
		for (String line : Files.readAllLines(VENDOR.resolve("SHA256SUMS"))) {
			String[] parts = line.split(" +");
			byte[] content = Files.readAllBytes(VENDOR.resolve(parts[1]));
			assertThat(HexFormat.of().formatHex(Sha256.of(content))).as(parts[1]).isEqualTo(parts[0]);
		}
	}

	@Test
	void eachFileHasADigestAndALicense() throws IOException {
		try (Stream<Path> files = Files.list(VENDOR)) {
			List<String> names = files.map((file) -> file.getFileName().toString()).toList();
			assertThat(names).containsExactlyInAnyOrder("SHA256SUMS", "chart.js", "chart.LICENSE", "preact.js",
					"preact.LICENSE", "htm.LICENSE");
			assertThat(Files.readAllLines(VENDOR.resolve("SHA256SUMS"))).hasSize(2);
		}
	}

}
