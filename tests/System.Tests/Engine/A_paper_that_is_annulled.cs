using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using Npgsql;

namespace MentorshipFlow.System.Tests.Engine;

/// <summary>A document is in force in a programme's register; the consent that depends on it is on another stream.</summary>
[Collection(OnALedger.Name)]
public sealed class A_paper_that_is_annulled(LedgerTestBed bed)
{
    private static readonly TextReference Text = new(Some.Id(), new string('e', 64));

    [Fact]
    public async Task At_the_same_moment_supports_no_later_consent()
    {
        await using var node = bed.Node();
        var (school, programme, person, paper) = await Prepared(node);
        var give = Given(person, await A_withdrawal_against_an_approval.PublishText(node, school), paper);
        await using var other = await bed.Open();
        await using var holding = await other.BeginTransactionAsync(LedgerTestBed.Stop);
        await using (var hold = new NpgsqlCommand("select from seal.head for update", other, holding))
            await hold.ExecuteNonQueryAsync(LedgerTestBed.Stop);

        // The annulment waits for the ledger's head row; the consent finds the document in force and waits behind it.
        var annulled = node.Decide(programme, new DocumentCommand.AnnulDocument(paper, Text), school.Context());
        while (await bed.Ask<long>("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
            == 0) await Task.Delay(5, LedgerTestBed.Stop);
        var given = node.Get<PeopleEngine>().Decide(person, give, school.Context(), LedgerTestBed.Stop);
        await Task.Delay(150, LedgerTestBed.Stop);
        await holding.RollbackAsync(LedgerTestBed.Stop);

        Assert.IsType<Outcome<Programme>.Done>(await annulled);
        Assert.Equal(Reason.DocumentNotInForce, Assert.IsType<Outcome<Person>.Refused>(await given).Refusal.Reason);
    }

    [Fact]
    public async Task Of_a_consent_may_be_in_a_programme_that_records_the_consent()
    {
        await using var node = bed.Node();
        var (school, programme, person, paper) = await Prepared(node);
        await school.Done(node, programme, new MenteeCommand.ApplyAsMentee(person, null));

        await school.Done(node, person, Given(person, await A_withdrawal_against_an_approval.PublishText(node, school), paper));

        var found = await node.Programmes.Find(school.Id, programme, LedgerTestBed.Stop);
        Assert.True(found!.State.Participants.Standings[person].ConsentsTo(ConsentPurpose.Participation, Ledger.School.Today));
    }

    private static async Task<(Ledger.School School, Guid Programme, Guid Person, Guid Paper)> Prepared(LedgerNode node,
        Ledger.School school)
    {
        var (programme, person, paper) = (await school.Drafted(node), await school.Registered(node), Some.Id());
        await school.Done(node, programme, new DocumentCommand.RegisterDocument(
            new(paper, "curator-order", new("Согласие"), new("12"), Ledger.School.Today, null, new("Директор"),
                DocumentOriginal.Paper, null)));
        return (school, programme, person, paper);
    }

    private Task<(Ledger.School School, Guid Programme, Guid Person, Guid Paper)> Prepared(LedgerNode node) =>
        Prepared(node, Ledger.School.New(bed));

    private static ConsentCommand.GiveConsent Given(Guid person, Guid text, Guid paper) => new(
        Some.Id(), ConsentPurpose.Participation, AgeBand.TwentyToThirtyFive, [person], text, Ledger.School.Today,
        Ledger.School.Today.AddYears(1), ConsentChannel.Paper, paper, null, null);
}
