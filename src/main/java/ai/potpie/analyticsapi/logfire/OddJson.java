package ai.potpie.analyticsapi.logfire;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads and writes JSON that readers and writers refuse by default: what spans carry is
 * anybody's.
 */
public final class OddJson {

	/** Each level takes memory, whatever is in it. */
	private static final int MAX_DEPTH = 10_000;

	/** For a value at a time, never for a tree. */
	public static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(MAX_DEPTH)
			.maxNumberLength(Integer.MAX_VALUE)
			.maxNameLength(Integer.MAX_VALUE)
			.build())
		.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
		.build();

	private OddJson() {
	}

}
