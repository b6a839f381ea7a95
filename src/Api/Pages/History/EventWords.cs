using System.ComponentModel;
using System.Reflection;
using System.Text.RegularExpressions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Api.Pages.History;

/// <summary>The names of the kinds of entries.</summary>
internal static partial class EventWords
{
    private static readonly IReadOnlyList<string> OfProgrammes =
        [.. EventCodec.Names.Where(n => EventCodec.TypeOf(n)!.IsAssignableTo(typeof(ProgrammeEvent)))];

    /// <summary>A kind in words.</summary>
    public static string Of(string type) => EventCodec.TypeOf(type) is not { } known ? type
        : Sentences.English ? type.Replace('_', ' ')
        : known.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName ?? type.Replace('_', ' ');

    /// <summary>A sentence with the codes of persons and things in place of their whole ids.</summary>
    public static string Short(string sentence) => Typo.Text(Id().Replace(sentence, m => Typo.Code(Guid.Parse(m.Value))));

    /// <summary>All kinds with their words, in the order of these.</summary>
    /// <param name="programme">Those of programmes alone.</param>
    public static IReadOnlyList<(string Type, string Words)> All(bool programme) =>
    [
        .. (programme ? OfProgrammes : EventCodec.Names).Select(n => (n, Of(n)))
            .OrderBy(n => n.Item2, StringComparer.Create(PageWords.Culture, ignoreCase: true)),
    ];

    /// <summary>Whether somebody decided about the programme with it: its stages, its state, its certificate.</summary>
    public static bool IsDecision(string type) => type.StartsWith("stage_", StringComparison.Ordinal)
        || type.StartsWith("certificate_", StringComparison.Ordinal) || type.StartsWith("gate_", StringComparison.Ordinal)
        || type is "roadmap_approved" or "programme_drafted" or "programme_suspended" or "programme_resumed" or "programme_cancelled"
            or "programme_completed";

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
