package ai.potpie.analyticsapi.live;

import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * A message of a WebSocket's client.
 *
 * @param type what the client wants
 * @param token the token that says who the client is
 * @param id what the client calls an answer that it watches
 * @param path the GET that is mirrored, behind {@code /api/v1/analytics}
 */
record ClientMessage(Type type, @Nullable String token, @Nullable String id, @Nullable String path) {

	private static final JsonMapper STRICT = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(EnumFeature.READ_ENUMS_USING_TO_STRING)
		.enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
		.withCoercionConfig(LogicalType.Textual,
				(config) -> config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private static final String ID = "[A-Za-z0-9._-]{1,64}";

	/** A message; null if the text is none. */
	static @Nullable ClientMessage read(String text) {
		try {
			ClientMessage message = STRICT.readValue(text, ClientMessage.class);
			return (message != null && message.isWhole()) ? message : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	@SuppressWarnings("ConstantValue")
	private boolean isWhole() {
		if (this.type == null) {
			return false;
		}
		return switch (this.type) {
			case AUTH -> this.token != null && this.id == null && this.path == null;
			case SUBSCRIBE -> this.token == null && hasId() && this.path != null && this.path.startsWith("/");
			case UNSUBSCRIBE -> this.token == null && hasId() && this.path == null;
		};
	}

	private boolean hasId() {
		return this.id != null && this.id.matches(ID);
	}

	/** A component that messages of this type have. */
	String required(@Nullable String component) {
		return Objects.requireNonNull(component);
	}

	/** The kinds of messages. */
	enum Type {

		AUTH, SUBSCRIBE, UNSUBSCRIBE;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
