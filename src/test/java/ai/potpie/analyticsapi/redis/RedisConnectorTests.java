package ai.potpie.analyticsapi.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import ai.potpie.analyticsapi.settings.SettingException;
import ai.potpie.analyticsapi.testing.FreePort;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisConnectorTests {

	@TempDir
	private Path directory;

	@Test
	void anAclUserConnectsWithItsPasswordAndNotWithAnother() throws IOException {
		int port = FreePort.find();
		RedisURI admin = RedisURI.Builder.redis("localhost", port).withAuthentication("me", "p@ss").build();
		try (RedisServer server = RedisServer.start(port, admin, List.of("--port", "" + port, "--user", "me", "on",
				">p@ss", "~*", "&*", "+@all", "--user", "default", "off"))) {
			connect("redis://me:p%40ss@localhost:" + port + "/3", "");
			assertThatThrownBy(() -> connect("redis://me:wrong@localhost:" + port, ""))
				.isInstanceOf(RedisException.class)
				.satisfies((ex) -> assertThat(RedisTrouble.name(ex)).isEqualTo("WRONGPASS"));
			assertThatThrownBy(() -> connect(server.url(), "")).isInstanceOf(RedisException.class);
		}
	}

	@Test
	void tlsTrustsTheCaFileAndNobodyElse() throws Exception {
		Path key = this.directory.resolve("key.pem");
		Path certificate = this.directory.resolve("ca.pem");
		makeCertificate(key, certificate);
		int port = FreePort.find();
		RedisURI admin = RedisURI.Builder.redis("localhost", port)
			.withSsl(true)
			.withVerifyPeer(SslVerifyMode.NONE)
			.build();
		try (RedisServer server = RedisServer.start(port, admin,
				List.of("--port", "0", "--tls-port", "" + port, "--tls-cert-file", certificate.toString(),
						"--tls-key-file", key.toString(), "--tls-auth-clients", "no"))) {
			connect("rediss://localhost:" + port, certificate.toString());
			assertThatThrownBy(() -> connect("rediss://localhost:" + port, "")).isInstanceOf(RedisException.class);
			assertThatThrownBy(() -> connect("rediss://127.0.0.1:" + port, certificate.toString()))
				.as("another name than the certificate's")
				.isInstanceOf(RedisException.class);
			assertThatThrownBy(() -> connect(server.url(), "")).isInstanceOf(RedisException.class);
		}
	}

	@Test
	void aCaFileThatCanNotBeMeantStopsTheStart() throws IOException {
		Path text = Files.writeString(this.directory.resolve("ca.pem"), "hello");
		for (String file : List.of(text.toString(), this.directory.resolve("none").toString())) {
			assertThatExceptionOfType(SettingException.class).isThrownBy(() -> connect("rediss://localhost", file))
				.withMessage("ANALYTICS_REDIS_CA_FILE cannot be read.");
		}
		assertThatExceptionOfType(SettingException.class)
			.isThrownBy(() -> connect("redis://localhost", text.toString()))
			.withMessageContaining("without TLS");
	}

	private static void connect(String url, String caFile) {
		try (RedisConnector connector = new RedisConnector(RedisAddress.of(url), caFile)) {
			connector.connect();
			assertThat(connector.commands()).isPresent();
		}
	}

	private static void makeCertificate(Path key, Path certificate) throws IOException, InterruptedException {
		Process openssl = new ProcessBuilder("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
				"-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key.toString(), "-out",
				certificate.toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(openssl.waitFor(30, TimeUnit.SECONDS)).isTrue();
	}

}
