package ai.potpie.analyticsapi.logfire;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.digest.Sha256;

/**
 * A Logfire read token. Its value is used only in the {@code Authorization} header, and
 * {@link #toString()} never shows it.
 */
record ReadToken(String value) {

	// Tokens without a region are older than Logfire's second region, and belong to the
	// US.
	private static final Pattern WITH_REGION = Pattern.compile("^pylf_v[0-9]+_(?<region>[a-z]+)_.*");

	private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

	private static final Set<String> REGIONS = Set.of("us", "eu");

	ReadToken {
		value = value.strip();
		if (!PRINTABLE.matcher(value).matches()) {
			throw new IllegalArgumentException(
					"LOGFIRE_READ_TOKEN holds a space or a character that is not ASCII: copy it once more from Logfire");
		}
	}

	/**
	 * The address of Logfire in the token's region.
	 * @throws IllegalArgumentException if the region is unknown
	 */
	String baseUrl() {
		Matcher matcher = WITH_REGION.matcher(this.value);
		String region = matcher.matches() ? matcher.group("region") : "us";
		if (!REGIONS.contains(region)) {
			throw new IllegalArgumentException(
					"LOGFIRE_READ_TOKEN is of an unknown region, '%s': set LOGFIRE_BASE_URL".formatted(region));
		}
		return "https://logfire-" + region + ".pydantic.dev";
	}

	String authorization() {
		return "Bearer " + this.value;
	}

	/** A hash that identifies the token without disclosing it. */
	String hash() {
		return Sha256.hex(this.value);
	}

	@Override
	public String toString() {
		return "ReadToken[hidden]";
	}

}
