package ai.potpie.analyticsapi.logfire.rows;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads and writes JSON that parsers refuse by default, because spans may carry any JSON.
 */
public final class LenientJson {

	/** A limit, because each level takes memory, even an empty one. */
	private static final int MAX_DEPTH = 10_000;

	/** For streaming, and never for trees. */
	public static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(MAX_DEPTH)
			.maxNumberLength(Integer.MAX_VALUE)
			.maxNameLength(Integer.MAX_VALUE)
			.build())
		.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
		.build();

	private LenientJson() {
	}

}
