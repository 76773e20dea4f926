package ai.potpie.analyticsapi.redis;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import ai.potpie.analyticsapi.settings.SettingException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The only connection to Redis. It does not reconnect by itself: a connection that hangs
 * has to be given up, and only the probe that watches it knows that it hangs.
 */
class RedisConnector implements AutoCloseable {

	/** Long, because no request waits for it, and TLS takes several round trips. */
	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);

	private final RedisAddress address;

	private final ClientResources resources;

	private final RedisClient client;

	private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;

	/**
	 * Creates a connector that is not connected.
	 * @param caFile a file with trusted certificates; empty to trust those of Java
	 */
	RedisConnector(RedisAddress address, String caFile) {
		this.address = address;
		ClientOptions options = options(address, caFile);
		this.resources = ClientResources.builder()
			.ioThreadPoolSize(2)
			.computationThreadPoolSize(2)
			.commandLatencyRecorder(CommandLatencyRecorder.disabled())
			// Resolves names in the same way as the rest of this process
			.addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
			.build();
		this.client = RedisClient.create(this.resources, uri(address));
		this.client.setOptions(options);
	}

	RedisAddress address() {
		return this.address;
	}

	/** The commands of the connection, if there is one. */
	Optional<RedisAsyncCommands<String, byte[]>> commands() {
		StatefulRedisConnection<String, byte[]> current = this.connection;
		return (current != null && current.isOpen()) ? Optional.of(current.async()) : Optional.empty();
	}

	/**
	 * Connects, unless there is a connection.
	 * @throws RedisException if connecting fails
	 */
	void connect() {
		if (commands().isEmpty()) {
			disconnect();
			this.connection = this.client.connect(CODEC);
		}
	}

	/** Gives up the connection, and fails the commands that wait for answers over it. */
	void disconnect() {
		StatefulRedisConnection<String, byte[]> old = this.connection;
		this.connection = null;
		if (old != null) {
			old.closeAsync();
		}
	}

	@Override
	public void close() {
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
		this.resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
	}

	private static RedisURI uri(RedisAddress address) {
		RedisURI.Builder uri = RedisURI.Builder.redis(address.host(), address.port())
			.withSsl(address.tls())
			.withDatabase(address.database())
			.withClientName("analytics-api")
			.withTimeout(CONNECT_TIMEOUT);
		String password = address.password();
		if (password != null) {
			String user = address.user();
			uri = (user != null) ? uri.withAuthentication(user, password.toCharArray())
					: uri.withPassword(password.toCharArray());
		}
		return uri.build();
	}

	private static ClientOptions options(RedisAddress address, String caFile) {
		SslOptions.Builder tls = SslOptions.builder().jdkSslProvider().handshakeTimeout(CONNECT_TIMEOUT);
		if (StringUtils.hasText(caFile)) {
			requireCertificates(address, caFile);
			tls.trustManager(new File(caFile));
		}
		return ClientOptions.builder()
			.autoReconnect(false)
			.socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
			.sslOptions(tls.build())
			.build();
	}

	private static void requireCertificates(RedisAddress address, String caFile) {
		if (!address.tls()) {
			throw new SettingException("ANALYTICS_REDIS_CA_FILE is set, and ANALYTICS_REDIS_URL is without TLS.",
					"Write the address with rediss://, or leave ANALYTICS_REDIS_CA_FILE empty.");
		}
		try (InputStream pem = Files.newInputStream(Path.of(caFile))) {
			CertificateFactory.getInstance("X.509").generateCertificates(pem);
		}
		catch (IOException | CertificateException ex) {
			throw new SettingException("ANALYTICS_REDIS_CA_FILE cannot be read.",
					"Let it name a file with certificates as PEM, which this service may read.");
		}
	}

}
