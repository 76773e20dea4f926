package ai.potpie.analyticsapi.redis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.testing.FreePort;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A real Redis on a port of its own, that stores nothing.
 */
final class RedisServer implements AutoCloseable {

	private final int port;

	private final List<String> options;

	private final RedisClient client;

	private Process process;

	private RedisServer(int port, RedisURI admin, List<String> options) throws IOException {
		this.port = port;
		this.options = options;
		this.client = RedisClient.create(admin);
		this.process = run();
	}

	static RedisServer start(String... options) throws IOException {
		int port = FreePort.find();
		return start(port, RedisURI.create("localhost", port),
				Stream.concat(Stream.of("--port", "" + port), Stream.of(options)).toList());
	}

	static RedisServer start(int port, RedisURI admin, List<String> options) throws IOException {
		RedisServer server = new RedisServer(port, admin, options);
		server.awaitUp();
		return server;
	}

	/**
	 * There has to be one where all tests run, so that these are not left out unnoticed.
	 */
	static String executable() {
		List<String> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.flatMap((directory) -> Stream.of("redis-server", "valkey-server").map((name) -> Path.of(directory, name)))
			.filter(Files::isExecutable)
			.map(Path::toString)
			.toList();
		if (System.getenv("CI") != null) {
			assertThat(found).as("Redis, of Debian's package redis-server").isNotEmpty();
		}
		assumeTrue(!found.isEmpty(), "needs Redis: apt-get install redis-server");
		return found.get(0);
	}

	int port() {
		return this.port;
	}

	String url() {
		return "redis://localhost:" + this.port;
	}

	/** For the test itself. */
	RedisCommands<String, byte[]> commands() {
		return this.client.connect(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE)).sync();
	}

	void kill() {
		try {
			this.process.destroyForcibly().waitFor();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void restart() throws IOException {
		kill();
		this.process = run();
		awaitUp();
	}

	private void awaitUp() {
		await().atMost(Duration.ofSeconds(20)).ignoreExceptionsInstanceOf(RedisException.class).until(() -> {
			try (var connection = this.client.connect()) {
				return "PONG".equals(connection.sync().ping());
			}
		});
	}

	private Process run() throws IOException {
		List<String> command = new ArrayList<>(
				List.of(executable(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no"));
		command.addAll(this.options);
		return new ProcessBuilder(command).directory(new File("target"))
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	@Override
	public void close() {
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
		kill();
	}

}
