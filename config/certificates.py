"""Certificates: made and read here, with the library `cryptography`, and kept by config.authority.

All times are the machine's own, never a house's simulated time: whoever checks a certificate knows no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from config.hosts import is_address

AUTHORITY_LIFE = timedelta(days=3652)
SERVER_LIFE = timedelta(days=365)
DEVICE_LIFE = timedelta(days=730)
SLACK = timedelta(days=1)
"""Certificates begin so long ago, for devices whose clock is a little behind."""
Certificate = x509.Certificate
RevokedList = x509.CertificateRevocationList
PrivateKey = ec.EllipticCurvePrivateKey
PublicKey = ec.EllipticCurvePublicKey


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its key."""

    certificate: Certificate
    key: PrivateKey

    @property
    def pem(self) -> str:
        """Return both as one text."""
        return key_text(self.key) + certificate_text(self.certificate)


def new_key() -> PrivateKey:
    """Return a new private key."""
    return ec.generate_private_key(ec.SECP256R1())


def make_authority(site: str, now: datetime) -> Pair:
    """Return a new authority for one house; it signs certificates, none of which can sign another."""
    key, name = new_key(), _name(f"KVIK authority of {site}")
    builder = _builder(name, name, key.public_key(), now - SLACK, now + AUTHORITY_LIFE).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True,
    ).add_extension(_usage(signs_others=True), critical=True)
    return Pair(builder.sign(key, hashes.SHA256()), key)


def issue_server(authority: Pair, names: Sequence[str], now: datetime) -> Pair:
    """Return the broker's certificate under these names and addresses, with a new key."""
    key = new_key()
    builder = _below(
        authority, names[0], key.public_key(), now, life=SERVER_LIFE, purpose=ExtendedKeyUsageOID.SERVER_AUTH,
    ).add_extension(x509.SubjectAlternativeName(_alternatives(names)), critical=False)
    return Pair(builder.sign(authority.key, hashes.SHA256()), key)


def issue_device(authority: Pair, device: str, key: PublicKey, now: datetime) -> Certificate:
    """Return a certificate that says that whoever has this key is the device."""
    builder = _below(
        authority, device, key, now, life=DEVICE_LIFE, purpose=ExtendedKeyUsageOID.CLIENT_AUTH,
    )
    return builder.sign(authority.key, hashes.SHA256())


def make_list(authority: Pair, revoked: Mapping[int, datetime]) -> RevokedList:
    """Return the list of revoked certificates, by serial number; it is good as long as the authority is."""
    above = authority.certificate
    builder = x509.CertificateRevocationListBuilder().issuer_name(above.subject)
    builder = builder.last_update(above.not_valid_before_utc).next_update(above.not_valid_after_utc)
    builder = builder.add_extension(x509.CRLNumber(len(revoked) + 1), critical=False)
    for serial, when in sorted(revoked.items()):
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(authority.key, hashes.SHA256())


# ---- as texts


def certificate_text(certificate: Certificate | RevokedList) -> str:
    """Return a certificate, or a list of revoked ones, as PEM."""
    return certificate.public_bytes(Encoding.PEM).decode("ascii")


def key_text(key: PrivateKey) -> str:
    """Return a private key as PEM, not encrypted: it is kept in a private file."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")


def read_pair(text: str) -> Pair:
    """Return a key and its certificate; raises ValueError for what is not both, and of each other."""
    key = load_pem_private_key(text.encode(), password=None)
    certificate = x509.load_pem_x509_certificate(text.encode())
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise ValueError("the key is not that of the certificate")
    return Pair(certificate, key)


def read_certificates(text: str) -> list[Certificate]:
    """Return all certificates of a text; raises ValueError."""
    return x509.load_pem_x509_certificates(text.encode())


def read_list(text: str) -> dict[int, datetime]:
    """Return the serial numbers on a list of revoked certificates, and since when; raises ValueError."""
    return {entry.serial_number: entry.revocation_date_utc for entry in x509.load_pem_x509_crl(text.encode())}


def public_key_of(certificate: Certificate) -> PublicKey:
    """Return the key that a certificate is for; raises ValueError for one that is not of our kind."""
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise ValueError("the certificate's key is not of our kind")  # noqa: TRY004 - damaged, like all others
    return key


def is_signed_by(certificate: Certificate, authority: Pair) -> bool:
    """Tell whether a certificate comes from this authority."""
    try:
        certificate.verify_directly_issued_by(authority.certificate)
    except (ValueError, InvalidSignature):
        return False
    return True


def names_in(certificate: Certificate) -> set[str]:
    """Return the names and addresses that a server's certificate is for."""
    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {*found.get_values_for_type(x509.DNSName), *map(str, found.get_values_for_type(x509.IPAddress))}


# ---- inside


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common[:64])])


def _alternatives(names: Iterable[str]) -> list[x509.GeneralName]:
    return [x509.IPAddress(ip_address(n)) if is_address(n) else x509.DNSName(n) for n in names]


def _builder(
    subject: x509.Name, issuer: x509.Name, key: PublicKey, begins: datetime, ends: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
        .serial_number(x509.random_serial_number()).not_valid_before(begins).not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _below(
    authority: Pair, name: str, key: PublicKey, now: datetime, *, life: timedelta, purpose: x509.ObjectIdentifier,
) -> x509.CertificateBuilder:
    """Begin a certificate that the authority will sign; it never outlives the authority."""
    above = authority.certificate
    begins, ends = max(now - SLACK, above.not_valid_before_utc), min(now + life, above.not_valid_after_utc)
    own = above.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    identifier = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)
    return (
        _builder(_name(name), above.subject, key, begins, ends)
        .add_extension(identifier, critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_others=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    )


def _usage(*, signs_others: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_others, key_cert_sign=signs_others, crl_sign=signs_others,
        content_commitment=False, key_encipherment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )
