package ai.potpie.analyticsapi.security.apitoken;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;

import ai.potpie.analyticsapi.settings.SettingException;
import org.jspecify.annotations.Nullable;

/**
 * A file with one entry a line, which may have blank lines and {@code #} comments.
 */
class ApiTokenFile {

	private static final String BYTE_ORDER_MARK = "\ufeff";

	private final Path path;

	ApiTokenFile(Path path) {
		this.path = path;
	}

	/**
	 * Returns all lines, with comments as blank lines, so that entries keep their line
	 * numbers.
	 */
	List<String> lines() {
		try {
			String text = new String(Files.readAllBytes(this.path), StandardCharsets.UTF_8);
			return text.replace(BYTE_ORDER_MARK, "")
				.lines()
				.map((line) -> line.stripLeading().startsWith("#") ? "" : line)
				.toList();
		}
		catch (IOException ex) {
			throw new SettingException(
					"ANALYTICS_API_TOKENS_FILE cannot be read: %s (%s).".formatted(this.path,
							ex.getClass().getSimpleName()),
					"Let it name a file that the user of this service may read, with entries like user_123=<token>"
							+ " or *=sha256:<hex>, one a line.");
		}
	}

	Version version() {
		try {
			// Kubernetes replaces a file by pointing a link at another directory
			Path real = this.path.toRealPath();
			BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
			return new Version(real, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey(),
					Files.isReadable(real));
		}
		catch (IOException ex) {
			return Version.NONE;
		}
	}

	/** What changes when the file does, or may have. */
	record Version(@Nullable Path realPath, @Nullable FileTime modified, long size, @Nullable Object key,
			boolean readable) {

		static final Version NONE = new Version(null, null, 0, null, false);

	}

}
