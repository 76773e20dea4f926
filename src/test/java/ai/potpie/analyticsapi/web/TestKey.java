package ai.potpie.analyticsapi.web;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;

/**
 * A key of an issuer. Signs with the JDK alone, so that anything can be signed that no
 * library would.
 */
record TestKey(String id, KeyPair pair) {

	static TestKey rsa(String id) {
		return generated(id, "RSA", 2048);
	}

	static TestKey ec(String id) {
		return generated(id, "EC", 256);
	}

	private static TestKey generated(String id, String algorithm, int size) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
			generator.initialize(size);
			return new TestKey(id, generator.generateKeyPair());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	boolean isRsa() {
		return this.pair.getPublic() instanceof RSAPublicKey;
	}

	JWK publicJwk() {
		return this.pair.getPublic() instanceof RSAPublicKey rsa ? new RSAKey.Builder(rsa).keyID(this.id).build()
				: new ECKey.Builder(Curve.P_256, (ECPublicKey) this.pair.getPublic()).keyID(this.id).build();
	}

	String sign(byte[] input) {
		return sign(input, isRsa() ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
	}

	String sign(byte[] input, String algorithm) {
		try {
			Signature signature = Signature.getInstance(algorithm);
			signature.initSign(this.pair.getPrivate());
			signature.update(input);
			return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
