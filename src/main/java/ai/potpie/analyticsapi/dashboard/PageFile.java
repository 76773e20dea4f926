package ai.potpie.analyticsapi.dashboard;

import java.nio.charset.StandardCharsets;

import ai.potpie.analyticsapi.digest.Sha256;

import org.springframework.http.MediaType;

/**
 * A file that the page loads. Its name says its content, so that it never changes.
 *
 * @param name like {@code page-0123456789ab.js}
 */
record PageFile(String name, MediaType type, byte[] content) {

	static PageFile of(String name, String extension, MediaType type, String text) {
		return new PageFile(name + "-" + Sha256.hex(text).substring(0, 12) + "." + extension, type,
				text.getBytes(StandardCharsets.UTF_8));
	}

}
