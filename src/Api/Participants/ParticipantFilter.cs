using System.Diagnostics.CodeAnalysis;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Api.Participants;

/// <summary>Which entries of a base are asked for. A filter that cannot match is refused.</summary>
internal sealed record ParticipantFilter<TStatus>(string? Form, TStatus? Status)
    where TStatus : struct, Enum;

/// <summary>Reads <see cref="ParticipantFilter{TStatus}"/> from a request.</summary>
internal static class ParticipantFilter
{
    /// <summary>The filter, or the first parameter that cannot match.</summary>
    public static bool TryRead<TStatus>(HttpRequest request, Definition definition, out ParticipantFilter<TStatus> filter,
        [NotNullWhen(false)] out Problem? problem)
        where TStatus : struct, Enum
    {
        filter = new(null, null);
        var (form, status) = (request.Query["form"].ToString(), request.Query["status"].ToString());
        var known = Enum.GetValues<TStatus>().ToDictionary(s => Kebab.Of(s.ToString()));
        problem = request.Query.ContainsKey("form") && definition.Form(form) is null
            ? Problems.Parameter("form", string.Join(", ", definition.Forms.Select(f => f.Code)))
            : request.Query.ContainsKey("status") && !known.ContainsKey(status)
                ? Problems.Parameter("status", string.Join(", ", known.Keys))
            : null;
        if (problem is not null) return false;
        filter = new(form.Length > 0 ? form : null, known.TryGetValue(status, out var one) ? one : null);
        return true;
    }
}
