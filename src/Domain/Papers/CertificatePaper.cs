using System.Text.RegularExpressions;
using static MentorshipFlow.Papers.OrderPapers;
using static MentorshipFlow.Papers.PaperSources;

namespace MentorshipFlow.Papers;

/// <summary>The certificate of results on paper: its text word for word, who the ids in it are, and how to check it.</summary>
internal static partial class CertificatePaper
{
    public static PaperDraft Of(PaperRequest request, PaperSources s)
    {
        if (s.Certificate is not { } certificate) return PaperDraft.Lacking("certificate-missing", request.Code);
        var (issued, made) = (certificate.Issued, certificate.Made);
        var words = s.Words(issued.Number, issued.Date, issued.SignatoryPosition, issued.Signatory);
        var lines = made.Text.TrimEnd('\n').Split('\n');
        words["заголовок"] = lines[1];
        words["формат"] = lines[0];
        words["выводы"] = s.Text(issued.Conclusions);
        words["хеш"] = made.ContentHash;
        words["проверка"] = certificate.VerifyAt;
        words["по_состоянию"] = Day(issued.AsOf);
        words[PaperSheet.Code] = $"{certificate.VerifyAt}#{made.ContentHash}";
        return new([new(words, Tables(("строки", lines.Skip(2).Where(l => l.Length > 0).Select(Line)),
            ("лица", Persons(s, made.Text).Select(p => Row(("код", $"{p}"), ("имя", s.Person(p).Name))))))], []);
    }

    /// <summary>The act's text, line for line.</summary>
    public static PaperDraft Act(PaperRequest request, PaperSources s)
    {
        if (s.Act is not var (text, sha256)) return PaperDraft.Lacking("act-not-filed", request.Code);
        var words = s.Words(null);
        words["хеш"] = sha256;
        return new([new(words, Tables(("строки", text.Split('\n').Where(l => l.Length > 0).Select(l => Row(("текст", l))))))], []);
    }

    // One of the three is the line; the other two are empty.
    private static IReadOnlyDictionary<string, string> Line(string line) => Row(
        ("раздел", Section().IsMatch(line) ? line : ""), ("строка", !Section().IsMatch(line) && line[0] != '-' ? line : ""),
        ("пункт", line[0] == '-' ? line : ""));

    private static IEnumerable<Guid> Persons(PaperSources s, string text)
    {
        var known = s.State.Participants.Standings.Keys.Concat(s.State.Officers).ToHashSet();
        if (s.Certificate!.Issued.Signatory is { } signatory) known.Add(signatory);
        return Id().Matches(text).Select(m => Guid.Parse(m.Value)).Where(known.Contains).Distinct().Order();
    }

    [GeneratedRegex("^[0-9]{1,2}\\. ", RegexOptions.CultureInvariant)]
    private static partial Regex Section();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
