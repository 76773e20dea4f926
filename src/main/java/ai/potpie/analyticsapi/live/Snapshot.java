package ai.potpie.analyticsapi.live;

import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.digest.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer at one moment.
 *
 * @param etag the {@code ETag} of the GET
 * @param body the body of the GET
 * @param content a digest of the body without {@code meta.as_of}, which changes with each
 * read of the feed
 */
record Snapshot(String etag, byte[] body, String content) {

	static Snapshot of(Answer<?> answer) {
		byte[] body = answer.representation().bytes();
		return new Snapshot(answer.representation().etag(), body, content(body));
	}

	private static String content(byte[] body) {
		JsonNode json = JsonMapper.shared().readTree(body);
		if (json.get("meta") instanceof ObjectNode meta) {
			meta.remove("as_of");
		}
		return Sha256.hex(JsonMapper.shared().writeValueAsString(json));
	}

}
