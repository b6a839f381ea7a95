using System.Diagnostics;
using MentorshipFlow.Api.Audit;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Http;

/// <summary>What is answered where the engine has decided nothing: the same for every kind of stream.</summary>
internal static class NotDone
{
    /// <summary>The problem behind an outcome that is neither done nor foreseen.</summary>
    public static IResult Of<TState>(Outcome<TState> outcome, HttpContext http) => outcome switch
    {
        Outcome<TState>.Refused refused => Refusals.Of(refused.Refusal, http.Request.RouteValues),
        Outcome<TState>.KeyReused => Problems.KeyReused,
        Outcome<TState>.Busy => Problems.Busy,
        Outcome<TState>.Forked forked => Audits.Forked(forked.Fault),
        Outcome<TState>.Unavailable => Problems.DatabaseUnavailable,
        _ => throw new UnreachableException(outcome.GetType().Name),
    };
}
