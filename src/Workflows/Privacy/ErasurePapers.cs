using MentorshipFlow.Ledger;
using MentorshipFlow.Organisations;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Privacy;

/// <summary>The two documents of a destruction, computed from the ledger on every request.</summary>
public sealed record ErasureDocuments(string Act, string Journal)
{
    /// <summary>SHA-256 of the act in UTF-8.</summary>
    public string ActSha256 => Sha256(Act);

    /// <summary>SHA-256 of the journal's export in UTF-8.</summary>
    public string JournalSha256 => Sha256(Journal);

    private static string Sha256(string text) => Hash.Of(System.Text.Encoding.UTF8.GetBytes(text)).ToString();
}

/// <summary>Creates the documents of an erasure case.</summary>
public sealed class ErasurePapers(LedgerReader ledger, AccessJournals journals)
{
    /// <summary>Act and journal of a case in which data were destroyed.</summary>
    /// <param name="filed">Number, dates and horizons of the act; its hashes are not used.</param>
    public async Task<ErasureDocuments> Of(
        Guid organisation, Guid person, ErasureCase done, ErasureEvent.ErasureActFiled filed, CancellationToken stop)
    {
        var stream = (await ledger.Stream(StreamNames.Person(person), 0, int.MaxValue, stop)).Select(e => e.Entry).ToList();
        var type = EventCodec.NameOf<ErasureEvent.PersonalDataErased>();
        var erased = stream.Single(e =>
            e.Type == type && ((ErasureEvent.PersonalDataErased)EventCodec.Read(e.Type, e.Body)).Case == done.Requested.Case);
        var read = await journals.Of(organisation, person, -1, erased.Position, int.MaxValue, stop);
        var by = await Operator(organisation, erased.Position, stop);
        return new(
            ErasureAct.Text(person, by, done, erased, filed),
            ErasureAct.Journal(stream.Where(e => e.Version <= erased.Version).Concat(read.Select(e => e.Entry))));
    }

    // The act names the operator as recorded before the destruction; later changes do not alter it.
    private async Task<ActOperator> Operator(Guid organisation, long erasedAt, CancellationToken stop)
    {
        var stream = await ledger.Stream(StreamNames.Organisation(organisation), 0, int.MaxValue, stop);
        var state = stream.Where(e => e.Entry.Position < erasedAt)
            .Aggregate(Organisation.Empty, (o, e) => o.Evolve((OrganisationEvent)EventCodec.Read(e.Entry.Type, e.Entry.Body)));
        return new(organisation, state.Created?.Title ?? new InstitutionalText(organisation.ToString()), state.Operator,
            state.Sandbox is not null);
    }
}
