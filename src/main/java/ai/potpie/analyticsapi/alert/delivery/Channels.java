package ai.potpie.analyticsapi.alert.delivery;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ai.potpie.analyticsapi.alert.rule.ChannelNames;
import ai.potpie.analyticsapi.alert.rule.YamlFile;
import org.jspecify.annotations.Nullable;

/**
 * The channels of the file; none without one.
 */
public class Channels implements ChannelNames {

	private final @Nullable YamlFile<Map<String, Channel>> file;

	Channels(@Nullable Path path) {
		this.file = (path != null) ? new YamlFile<>(ChannelReader.SETTING, path, ChannelReader::read) : null;
	}

	@Override
	public Set<String> names() {
		return all().keySet();
	}

	Optional<Channel> find(String name) {
		return Optional.ofNullable(all().get(name));
	}

	Map<String, Channel> all() {
		return (this.file != null) ? this.file.value() : Map.of();
	}

	/** Rereads a changed file. */
	public void refresh() {
		if (this.file != null) {
			this.file.refresh();
		}
	}

}
