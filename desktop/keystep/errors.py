"""The one error tree.

KeystepError
├── RefusedError            something from outside was not taken; nothing changed
│   ├── PackRefused         a pack with faults
│   ├── BundleRefused       a file on the share that is not an acceptable bundle
│   ├── EnvelopeRefused     bytes that are not a validly signed envelope
│   ├── CertificateRefused  a code that proves nothing
│   ├── KpiFileRefused      a KPI or OKR file that cannot be read as such
│   ├── DeckFileRefused     a deck of another program that cannot be read as such
│   └── PassphraseRefused   the admin's key did not open
├── SurroundingsError       the machine failed us; trying again later can help
│   ├── NotSaved            a commit did not happen
│   │   └── SittingOver     whoever it was for does not sit at this station any more
│   ├── DatabaseUnreadable  the file is damaged or not a database
│   ├── DatabaseTooNew      written by a newer Keystep
│   ├── HomeInUse           another Keystep has this home open
│   ├── ShareUnreachable    the shared folder is missing, empty or another one
│   └── ShareFull           no room, or no right to write, on the shared folder
├── Stopped                 whoever asked for it wants it no more
└── UsageError              the request itself makes no sense (unknown lesson, say)

Every message says what happened, where, and what to do. ``template`` is the untranslated sentence
and ``values`` what goes into it, so that a face can say the same thing in its own language.
"""

from __future__ import annotations


class KeystepError(Exception):
    """Root of everything that Keystep raises on purpose."""

    def __init__(self, template: str, /, **values: object) -> None:
        super().__init__(template, values)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**self.values)


class RefusedError(KeystepError):
    """Something from outside was not taken; nothing changed."""


class PackRefused(RefusedError):
    """A pack has faults; ``keystep pack check`` lists every one."""


class EnvelopeRefused(RefusedError):
    """Bytes that are not a validly signed envelope.

    ``reason`` is one of the codes in :class:`keystep.domain.bundles.Reason`.
    """

    def __init__(self, reason: str, template: str, /, **values: object) -> None:
        super().__init__(template, **values)
        self.reason = reason


class BundleRefused(EnvelopeRefused):
    """A file on the share that is not an acceptable bundle."""


class CertificateRefused(RefusedError):
    """A code that is not that of a genuine certificate."""


class KpiFileRefused(RefusedError):
    """A KPI or OKR file that cannot be read as such."""


class DeckFileRefused(RefusedError):
    """A deck of another program that cannot be read as such."""


class PassphraseRefused(RefusedError):
    """The admin's key did not open with this passphrase."""


class SurroundingsError(KeystepError):
    """The machine failed us; trying again later can help."""


class NotSaved(SurroundingsError):
    """A commit did not happen: the answer is not saved."""


class SittingOver(NotSaved):
    """Whoever it was for does not sit at this station any more; it may be done once they do."""


class DatabaseUnreadable(SurroundingsError):
    """The database file is damaged or not a database."""


class DatabaseTooNew(SurroundingsError):
    """The database was written by a newer Keystep."""


class HomeInUse(SurroundingsError):
    """Another Keystep has this home open."""


class ShareUnreachable(SurroundingsError):
    """The shared folder is missing, empty, or another share's."""


class ShareFull(SurroundingsError):
    """The shared folder has no room, or may not be written to."""


class Stopped(KeystepError):
    """Long work ended between two of its steps because nobody wants it any more."""


class UsageError(KeystepError):
    """The request itself makes no sense."""
