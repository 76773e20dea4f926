package ai.potpie.analyticsapi.alert.delivery;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import ai.potpie.analyticsapi.alert.rule.ChannelNames;
import ai.potpie.analyticsapi.alert.rule.YamlFile;
import org.jspecify.annotations.Nullable;

/**
 * The channels of the file; none without one.
 */
public class Channels implements ChannelNames {

	private final @Nullable YamlFile<Map<String, Channel>> file;

	/**
	 * Reads channels.
	 * @param location the path of the file; blank for none
	 * @param placeholders replaces placeholders, with which secrets stay out of the file
	 */
	Channels(String location, UnaryOperator<String> placeholders) {
		this.file = location.isBlank() ? null
				: new YamlFile<>(ChannelReader.SETTING, location, placeholders, ChannelReader::read);
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
