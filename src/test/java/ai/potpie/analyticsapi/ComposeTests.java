package ai.potpie.analyticsapi;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be told of {@code docs/compose.yaml} without a container engine.
 */
class ComposeTests {

	private static final Pattern SETTING = Pattern.compile("(?m)^#?([A-Z_]+)=");

	private final Map<String, Object> compose = new Yaml().load(Setting.read("docs/compose.yaml"));

	@Test
	void replicasHaveSettingsThatExist() {
		Set<String> known = new TreeSet<>();
		SETTING.matcher(Setting.read(".env.example")).results().forEach((setting) -> known.add(setting.group(1)));
		assertThat(known).containsAll(environment("analytics-1").keySet());
		assertThat(environment("analytics-2")).isEqualTo(environment("analytics-1"));
	}

	@Test
	void replicasAskServicesThatExist() {
		Map<String, Object> replica = environment("analytics-1");
		assertThat(services()).containsKeys("postgres", "valkey");
		assertThat(replica).containsEntry("ANALYTICS_REDIS_URL", "redis://valkey:6379/0");
		assertThat(replica.get("ANALYTICS_HISTORY_URL"))
			.isEqualTo("jdbc:postgresql://postgres/" + environment("postgres").get("POSTGRES_DB"));
		assertThat(replica.get("ANALYTICS_HISTORY_USER")).isEqualTo(environment("postgres").get("POSTGRES_USER"));
	}

	private Map<String, Object> environment(String service) {
		return map(map(services().get(service)).get("environment"));
	}

	private Map<String, Object> services() {
		return map(this.compose.get("services"));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Object yaml) {
		return (Map<String, Object>) yaml;
	}

}
