using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Many entries of one school, appended like decisions but without deciding.</summary>
internal static class SchoolEvents
{
    private static readonly string Fingerprint = new('a', 64);

    private static readonly (string Type, string Body) Resource =
        EventCodec.Write(new Fact.ResourceRegistered(Some.Id(), default, default, new(new string('я', 200))));

    private static readonly (string Type, string Body) Partner =
        EventCodec.Write(new Fact.PartnerEngaged(Some.Id(), "a", default, new("П")));

    /// <summary>One decision with this many events, one of them about a partner.</summary>
    /// <param name="slow">How long its transaction takes, in seconds.</param>
    public static async Task Append(this Installation installation, School school, int events, double slow = 0)
    {
        ProposedEvent[] facts = [.. Enumerable.Range(0, events).Select(n => n == 1 ? Event(Partner) : Event(Resource))];
        var result = await installation.Services.GetRequiredService<BatchWriter>().Append(new($"{school.Id}", $"{Some.Id()}", Fingerprint,
            null, null, [new StreamAppend(Some.Stream(), 0, facts)], slow > 0 ? [Some.Sql($"select pg_sleep({slow})")] : []));
        Assert.IsType<AppendResult.Appended>(result);
    }

    private static ProposedEvent Event((string Type, string Body) e) => Some.Event(e.Body, e.Type);
}
