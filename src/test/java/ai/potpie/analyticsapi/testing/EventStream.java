package ai.potpie.analyticsapi.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client of server-sent events, which reads them on a thread of its own.
 */
public final class EventStream implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final HttpResponse<InputStream> response;

	private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

	private final BlockingQueue<String> comments = new LinkedBlockingQueue<>();

	private final Thread reader = new Thread(this::read, "event-stream");

	private volatile boolean over;

	private volatile long retry;

	private EventStream(HttpResponse<InputStream> response) {
		this.response = response;
		this.reader.setDaemon(true);
		this.reader.start();
	}

	/** Opens a stream, which has to succeed. */
	public static EventStream open(AnalyticsApi api, String path, String... headers) {
		HttpResponse<InputStream> response = api.send("GET", path, BodyHandlers.ofInputStream(), headers);
		assertThat(response.statusCode()).as(() -> path + " " + body(response)).isEqualTo(200);
		return new EventStream(response);
	}

	private static String body(HttpResponse<InputStream> response) {
		try (InputStream body = response.body()) {
			return new String(body.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	public @Nullable String header(String name) {
		return this.response.headers().firstValue(name).orElse(null);
	}

	/** The next event, whatever it is. */
	public Event next() {
		return next(PATIENCE);
	}

	/** The next event, which has to come in time. */
	public Event next(Duration patience) {
		Event event = nextOrNull(patience);
		assertThat(event).as("an event within " + patience).isNotNull();
		return event;
	}

	/** The next event of a name; others are skipped. */
	public Event next(String name) {
		Event event = next();
		while (!event.name().equals(name)) {
			event = next();
		}
		return event;
	}

	/** The next event; null if none comes. */
	public @Nullable Event nextOrNull(Duration patience) {
		try {
			return this.events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The next comment. */
	public @Nullable String comment(Duration patience) {
		try {
			return this.comments.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Whether the server has ended the response. */
	public boolean isOver() {
		return this.over;
	}

	/** How long to wait before the next connection, in milliseconds. */
	public long retry() {
		return this.retry;
	}

	private void read() {
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(this.response.body(), StandardCharsets.UTF_8))) {
			Event event = Event.NONE;
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.isEmpty()) {
					if (!event.data().isEmpty()) {
						this.events.add(event);
					}
					event = Event.NONE;
				}
				else if (line.startsWith(":")) {
					this.comments.add(line);
				}
				else {
					event = with(event, line);
				}
			}
			this.over = true;
		}
		catch (IOException ex) {
			// The test has closed the stream, or the service was killed
		}
	}

	private Event with(Event event, String line) {
		String value = line.substring(line.indexOf(": ") + 2);
		return switch (line.substring(0, line.indexOf(':'))) {
			case "id" -> new Event(value, event.name(), event.data());
			case "event" -> new Event(event.id(), value, event.data());
			case "data" -> new Event(event.id(), event.name(), event.data() + value);
			case "retry" -> {
				this.retry = Long.parseLong(value);
				yield event;
			}
			default -> throw new IllegalStateException("An unknown field: " + line);
		};
	}

	@Override
	public void close() {
		try {
			this.response.body().close();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * An event.
	 */
	public record Event(String id, String name, String data) {

		static final Event NONE = new Event("", "message", "");

	}

}
