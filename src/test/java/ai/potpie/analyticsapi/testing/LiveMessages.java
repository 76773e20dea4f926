package ai.potpie.analyticsapi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The documented JSON schema of a WebSocket's messages.
 */
public final class LiveMessages {

	private static final Schema CLIENT = schema("client");

	private static final Schema SERVER = schema("server");

	private LiveMessages() {
	}

	private static Schema schema(String side) {
		try {
			JsonNode document = JsonMapper.shared().readTree(Files.readString(Path.of("docs/live.schema.json")));
			return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
				.getSchema(document.at("/$defs/" + side));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Whether a client may send the text. */
	public static boolean isOfClient(String text) {
		return matches(CLIENT, text);
	}

	/** Whether the service may send the text. */
	public static boolean isOfServer(String text) {
		return matches(SERVER, text);
	}

	private static boolean matches(Schema schema, String text) {
		try {
			return schema.validate(JsonMapper.shared().readTree(text)).isEmpty();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

}
