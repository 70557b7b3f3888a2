package io.carillon.clusterconfig;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.pki.pem.DERPrivateKeyLoader;
import org.apache.pekko.pki.pem.PEMDecoder;

/**
 * The PEM files by which nodes know each other.
 *
 * <p>They are read again every five minutes and whenever there is a new connection after that, so
 * they can be replaced while the node runs. What they hold is checked at the start by {@link
 * #flaws}, since Pekko would only find out at the first connection.
 *
 * @param certificate of this node, signed by {@code authority} itself
 * @param key RSA, of that certificate, without a password
 * @param authority the certificate of the authority that signs those of all nodes, and of nobody
 *     else
 */
public record TlsFiles(Path certificate, Path key, Path authority) {
  private static final String ONE_CERTIFICATE =
      "a readable file with exactly one certificate in PEM";
  private static final String ONE_KEY =
      "a readable file with an RSA key in PEM, PKCS#8 or PKCS#1, without a password";
  private static final String SIGNATURE = "SHA256withRSA";

  /** What is wrong with one of the files: its key in {@code carillon.cluster.tls}, and its cure. */
  public record Flaw(String key, String expectation) {}

  /**
   * Why no node would trust these files at that time; empty if one would. Reads the files, so it
   * does not belong on an actor's thread.
   */
  public List<Flaw> flaws(Instant now) {
    Optional<X509Certificate> own = readCertificate(certificate);
    Optional<X509Certificate> signer = readCertificate(authority);
    Optional<PrivateKey> secret = readKey(key);
    List<Flaw> flaws = new ArrayList<>();
    note(flaws, own.isEmpty(), "certificate", ONE_CERTIFICATE);
    note(flaws, secret.isEmpty(), "key", ONE_KEY);
    note(flaws, signer.isEmpty(), "ca", ONE_CERTIFICATE);
    if (own.isPresent() && signer.isPresent()) {
      boolean signed = isSigned(own.get(), signer.get());
      note(flaws, !signed, "certificate", "one signed by that in carillon.cluster.tls.ca itself");
    }
    if (own.isPresent() && secret.isPresent()) {
      boolean pair = isPair(own.get(), secret.get());
      note(flaws, !pair, "key", "the key of the certificate in carillon.cluster.tls.certificate");
    }
    own.ifPresent(read -> note(flaws, !isValid(read, now), "certificate", validity(read)));
    signer.ifPresent(read -> note(flaws, !isValid(read, now), "ca", validity(read)));
    return flaws;
  }

  /**
   * When the first of the two certificates expires; empty if one cannot be read. Reads the files,
   * so it does not belong on an actor's thread.
   */
  public Optional<Instant> end() {
    return readCertificate(certificate)
        .flatMap(own -> readCertificate(authority).map(signer -> earlier(own, signer)));
  }

  private static Instant earlier(X509Certificate one, X509Certificate other) {
    return Collections.min(List.of(one.getNotAfter().toInstant(), other.getNotAfter().toInstant()));
  }

  private static void note(List<Flaw> flaws, boolean wrong, String key, String expectation) {
    if (wrong) {
      flaws.add(new Flaw(key, expectation));
    }
  }

  private static Optional<X509Certificate> readCertificate(Path file) {
    try {
      List<X509Certificate> all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    } catch (IOException | CertificateException e) {
      return Optional.empty();
    }
  }

  /** As Pekko reads it. */
  private static Optional<PrivateKey> readKey(Path file) {
    try {
      String pem = Files.readString(file, StandardCharsets.US_ASCII);
      return Optional.of(DERPrivateKeyLoader.load(PEMDecoder.decode(pem)));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isSigned(X509Certificate own, X509Certificate signer) {
    try {
      own.verify(signer.getPublicKey());
      return own.getIssuerX500Principal().equals(signer.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isPair(X509Certificate own, PrivateKey secret) {
    try {
      byte[] text = own.getEncoded();
      Signature signing = Signature.getInstance(SIGNATURE);
      signing.initSign(secret);
      signing.update(text);
      Signature checking = Signature.getInstance(SIGNATURE);
      checking.initVerify(own.getPublicKey());
      checking.update(text);
      return checking.verify(signing.sign());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isValid(X509Certificate read, Instant now) {
    try {
      read.checkValidity(Date.from(now));
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  private static String validity(X509Certificate read) {
    return "a certificate that is valid now; this one is from "
        + read.getNotBefore().toInstant()
        + " to "
        + read.getNotAfter().toInstant();
  }
}
