using System.ComponentModel;
using System.Reflection;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Api.Pages.History;

/// <summary>What kinds of entries are called.</summary>
internal static class EventWords
{
    private static readonly IReadOnlyList<string> OfProgrammes =
        [.. EventCodec.Names.Where(n => EventCodec.TypeOf(n)!.IsAssignableTo(typeof(ProgrammeEvent)))];

    /// <summary>A kind in words.</summary>
    public static string Of(string type) => EventCodec.TypeOf(type) is not { } known ? type
        : Sentences.English ? type.Replace('_', ' ')
        : known.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName ?? type.Replace('_', ' ');

    /// <summary>All kinds with their words, in the order of these.</summary>
    /// <param name="programme">Those of programmes alone.</param>
    public static IReadOnlyList<(string Type, string Words)> All(bool programme) =>
    [
        .. (programme ? OfProgrammes : EventCodec.Names).Select(n => (n, Of(n)))
            .OrderBy(n => n.Item2, StringComparer.Create(PageWords.Culture, ignoreCase: true)),
    ];

    /// <summary>Whether somebody decided about the programme with it: its stages, its state, its certificate.</summary>
    public static bool IsDecision(string type) => type.StartsWith("stage_", StringComparison.Ordinal)
        || type.StartsWith("certificate_", StringComparison.Ordinal) || type.StartsWith("criterion_", StringComparison.Ordinal)
        || type.StartsWith("programme_", StringComparison.Ordinal) || type is "roadmap_approved" or "approval_revoked";
}
