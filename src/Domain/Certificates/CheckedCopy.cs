using System.Text;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Certification;

namespace MentorshipFlow.Certificates;

/// <summary>The result of comparing a copy with the certificates issued for a programme.</summary>
public enum CopyVerdict
{
    /// <summary>The text of the certificate in force.</summary>
    InForce,

    /// <summary>The text of a certificate that another one replaced.</summary>
    Replaced,

    /// <summary>The text of an annulled certificate.</summary>
    Annulled,

    /// <summary>The text of an issued certificate with at least one other line.</summary>
    Altered,

    /// <summary>No certificate of the programme has such a text.</summary>
    NeverIssued,
}

/// <summary>An issued certificate and its text.</summary>
/// <param name="Text">Null if the text that is rebuilt now is not the issued one; then only its hash is known.</param>
public sealed record IssuedText(CertificationEvent.CertificateIssued Issued, string? Text);

/// <summary>
/// A copy compared with the issued certificates. Line ends (CR LF, CR), a byte order mark, spaces and tabs at line ends and the missing end
/// of the last line do not make it another text: mail and word processors change them.
/// </summary>
/// <param name="Of">The certificate; null if there is none.</param>
/// <param name="FirstDifferentLine">From 1; null unless it is altered.</param>
/// <param name="LineOfCopy">That line of the copy; null behind its end.</param>
/// <param name="IssuedLine">That line of the certificate; null behind its end.</param>
public sealed record CheckedCopy(
    CopyVerdict Verdict, CertificationEvent.CertificateIssued? Of, int? FirstDifferentLine = null, string? LineOfCopy = null,
    string? IssuedLine = null)
{
    private const int FewestLines = 10;
    private const string CodeLabel = "Справка (код): ";
    private const string ProgrammeLabel = "Программа (код): ";

    /// <summary>The certificates whose texts a comparison needs: the named one, or else all, the newest first.</summary>
    public static IEnumerable<CertificationEvent.CertificateIssued> Candidates(string copy, CertificationRoom room)
    {
        var lines = Lines(copy);
        var named = room.Issued.Find(c => lines.Contains($"{CodeLabel}{c.Id}"));
        return named is null ? room.Issued.Reverse() : [named];
    }

    /// <summary>Compares a copy.</summary>
    /// <param name="candidates">The texts of <see cref="Candidates"/>.</param>
    public static CheckedCopy Compare(string copy, Guid programme, CertificationRoom room, IReadOnlyList<IssuedText> candidates)
    {
        var lines = Lines(copy);
        if (candidates.FirstOrDefault(c => IsTextOf(lines, c)) is { Issued: var same })
            return new(VerdictOf(room.FateOf(same.Id)), same);
        if (IsOfAnotherProgramme(lines, programme, room) || lines is [] or [""]) return new(CopyVerdict.NeverIssued, null);
        var known = lines.ToHashSet();
        var nearest = candidates.Where(c => c.Text is not null).Select(c => (c.Issued, Lines: Lines(c.Text!)))
            .Select(c => (c.Issued, c.Lines, Common: c.Lines.Count(known.Contains))).OrderByDescending(c => c.Common).FirstOrDefault();
        // A part of a certificate is an altered one; another text has few of its lines.
        if (nearest.Common < FewestLines || nearest.Common * 2 < Math.Min(lines.Length, nearest.Lines.Length))
            return new(CopyVerdict.NeverIssued, null);
        var at = lines.Zip(nearest.Lines).TakeWhile(l => l.First == l.Second).Count();
        return new(CopyVerdict.Altered, nearest.Issued, at + 1, lines.ElementAtOrDefault(at), nearest.Lines.ElementAtOrDefault(at));
    }

    private static bool IsTextOf(string[] lines, IssuedText candidate) => candidate.Text is { } text
        ? lines.SequenceEqual(Lines(text))
        : Hash.Of(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")).ToString() == candidate.Issued.ContentHash;

    private static CopyVerdict VerdictOf(CertificateFate fate) => fate switch
    {
        CertificateFate.InForce => CopyVerdict.InForce,
        CertificateFate.Replaced => CopyVerdict.Replaced,
        _ => CopyVerdict.Annulled,
    };

    // Certificates of two programmes have many lines in common.
    private static bool IsOfAnotherProgramme(string[] lines, Guid programme, CertificationRoom room) =>
        Named(lines, CodeLabel) is { } code && Named(lines, ProgrammeLabel) is { } named
        && named != $"{programme}" && room.Issued.TrueForAll(c => code != $"{c.Id}");

    private static string? Named(string[] lines, string label) =>
        lines.FirstOrDefault(l => l.StartsWith(label, StringComparison.Ordinal))?[label.Length..];

    private static string[] Lines(string text) =>
    [
        .. text.TrimStart('\ufeff').ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd(' ', '\t', '\u00a0'))
            .Reverse().SkipWhile(l => l.Length == 0).Reverse(),
    ];
}
