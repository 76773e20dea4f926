package ai.potpie.analyticsapi.alert.delivery;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.alert.delivery.Channel.Type;
import ai.potpie.analyticsapi.settings.HttpAddress;
import ai.potpie.analyticsapi.settings.SettingException;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the file of channels. Its messages name keys and never values, most of which are
 * secrets.
 */
final class ChannelReader {

	static final String SETTING = "ANALYTICS_ALERT_CHANNELS_FILE";

	private static final String NAME = "[A-Za-z0-9_-]{1,64}";

	private static final String PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";

	private static final String SECRET_PREFIX = "whsec_";

	private ChannelReader() {
	}

	static Map<String, Channel> read(JsonNode file) {
		if (!file.isObject()) {
			throw new SettingException(SETTING + " has no channels.",
					"Write a line like 'ops: { type: webhook, url: https://…, secrets: [whsec_…] }' for each.");
		}
		Map<String, Channel> channels = new LinkedHashMap<>();
		file.properties().forEach((entry) -> channels.put(entry.getKey(), channel(entry.getKey(), entry.getValue())));
		return Map.copyOf(channels);
	}

	private static Channel channel(String name, JsonNode value) {
		if (!name.matches(NAME)) {
			throw wrong("A channel", "has a name that is not 1 to 64 letters, digits, dashes and underscores");
		}
		String which = "The channel '%s'".formatted(name);
		if (!value.isObject()) {
			throw wrong(which, "has no keys");
		}
		Type type = type(which, value);
		Set<String> known = known(type);
		value.propertyNames().stream().filter((key) -> !known.contains(key)).findFirst().ifPresent((key) -> {
			throw wrong(which, "has a key '%s'. Allowed are %s".formatted(key,
					known.stream().sorted().collect(Collectors.joining(", "))));
		});
		boolean internal = value.path("internal").asBoolean(false);
		return new Channel(name, type, url(which, type, value, internal), secrets(which, type, value),
				(type == Type.PAGERDUTY) ? required(which, value, "routing_key") : "", internal);
	}

	private static Type type(String which, JsonNode value) {
		String named = value.path("type").asString("");
		return Arrays.stream(Type.values())
			.filter((type) -> type.name().toLowerCase(Locale.ROOT).equals(named))
			.findFirst()
			.orElseThrow(() -> wrong(which, "needs a type: webhook, alertmanager, slack or pagerduty"));
	}

	private static Set<String> known(Type type) {
		return switch (type) {
			case WEBHOOK -> Set.of("type", "url", "secrets", "internal");
			case PAGERDUTY -> Set.of("type", "url", "routing_key", "internal");
			default -> Set.of("type", "url", "internal");
		};
	}

	private static URI url(String which, Type type, JsonNode value, boolean internal) {
		String url = (type == Type.PAGERDUTY && !value.has("url")) ? PAGERDUTY : required(which, value, "url");
		if (!HttpAddress.isOne(url)) {
			throw wrong(which, "has a url that is not an address like https://hooks.example.com/x");
		}
		URI address = URI.create(url);
		if (!internal && !"https".equalsIgnoreCase(address.getScheme())) {
			throw wrong(which, "has a url without https. Where that is meant, add 'internal: true'");
		}
		return address;
	}

	private static List<String> secrets(String which, Type type, JsonNode value) {
		if (type != Type.WEBHOOK) {
			return List.of();
		}
		List<String> secrets = new ArrayList<>();
		value.path("secrets").forEach((secret) -> secrets.add(secret.asString("")));
		if (secrets.isEmpty() || !secrets.stream().allMatch(ChannelReader::isSecret)) {
			throw wrong(which,
					"needs secrets: a list of whsec_ and the base64 of 24 to 64 random bytes. This makes one:"
							+ " echo whsec_$(openssl rand -base64 32)");
		}
		return List.copyOf(secrets);
	}

	private static boolean isSecret(@Nullable String secret) {
		try {
			// Of 24 bytes, as the standard asks for
			return secret != null && secret.startsWith(SECRET_PREFIX) && secret.length() >= SECRET_PREFIX.length() + 32
					&& new Webhook(secret).sign("id", 0, "").startsWith("v1,");
		}
		catch (EmptyWebhookSecretException | IllegalArgumentException
				| com.standardwebhooks.exceptions.WebhookSigningException ex) {
			return false;
		}
	}

	private static String required(String which, JsonNode value, String key) {
		String text = value.path(key).asString("");
		if (text.isBlank()) {
			throw wrong(which, "needs the key '%s'".formatted(key));
		}
		return text;
	}

	private static SettingException wrong(String which, String what) {
		return new SettingException("%s of %s %s.".formatted(which, SETTING, what), "Correct the file.");
	}

}
