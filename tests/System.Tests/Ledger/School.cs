using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Definitions;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;

namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>A school with its curator and the curator's commands.</summary>
internal sealed record School(Guid Id, Guid Curator, Definition Definition)
{
    public static readonly DateOnly Today = new(2026, 11, 20);

    public static School New(LedgerTestBed bed) => new(Some.Id(), Some.Id(), bed.Definition);

    public CommandContext Context(
        string? command = null, string? fingerprint = null, bool dryRun = false, IReadOnlyList<SideWrite>? beside = null) =>
        new(Id, command ?? Some.Id().ToString(), fingerprint ?? new string('a', 64),
            new Issued(new Actor(Curator, null, Role.Curator), Today), dryRun, beside ?? []);

    public CharterCommand Draft(string? title = null) => new CharterCommand.DraftProgramme(
        Id, new("МБОУ «СОШ №49»"), MentorshipFlow.Organisations.OrganisationKind.School, Definition.Reference, "2026/2027",
        new(title ?? $"Наставничество {Some.Id()}"), new("Цель"), SecondApproverPolicy.Never);

    /// <summary>A fact that can be recorded once.</summary>
    public static PreparationCommand Resource(Guid? fact = null) =>
        new PreparationCommand.RecordFact(new Fact.ResourceRegistered(fact ?? Some.Id(), default, default, new("Кабинет")));

    /// <summary>The order that appoints a curator.</summary>
    public static DocumentCommand Order(Guid order) => new DocumentCommand.RegisterDocument(new(
        order, "curator-order", new("Приказ о кураторе"), new("12"), Today, null, new("Директор"), DocumentOriginal.Paper, null));

    public async Task<Guid> Drafted(LedgerNode node)
    {
        var programme = Some.Id();
        await Done(node, programme, Draft());
        return programme;
    }

    /// <summary>Puts the curator into the register of persons; repeated calls change nothing.</summary>
    public async Task CuratorKnown(LedgerNode node) => await node.Get<PeopleEngine>().Decide(
        Curator, Registration(Curator), Context($"register {Curator}"), LedgerTestBed.Stop);

    /// <summary>A programme whose first stage is submitted, and the hash of its evaluation.</summary>
    public async Task<(Guid Programme, string Seen)> Submitted(LedgerNode node)
    {
        var programme = await Drafted(node);
        var order = Some.Id();
        await Done(node, programme, Order(order));
        await CuratorKnown(node);
        await Done(node, programme, new PreparationCommand.AppointCurator(Curator, order, Today, null));
        await Done(node, programme, new GateCommand.SubmitStage(1, null));
        var found = await node.Programmes.Find(Id, programme, LedgerTestBed.Stop);
        return (programme, found!.Evaluate(1, Today).Hash);
    }

    /// <summary>A new teacher with a registration on the ledger.</summary>
    public async Task<Guid> Registered(LedgerNode node)
    {
        var person = Some.Id();
        await Done(node, person, Registration(person));
        return person;
    }

    private RegistryCommand.RegisterPerson Registration(Guid person) => new(
        person, Id, new([PersonKind.Teacher], Contour.Internal, null, null, true), AgeBand.TwentyToThirtyFive,
        new(Some.Id(), new string('e', 64)), [PersonField.FullName]);

    public async Task Done(LedgerNode node, Guid person, PersonCommand command) =>
        Assert.IsType<Outcome<Person>.Done>(await node.Get<PeopleEngine>().Decide(person, command, Context(), LedgerTestBed.Stop));

    public async Task<Outcome<Programme>.Done> Done(LedgerNode node, Guid programme, ProgrammeCommand command,
        CommandContext? context = null)
    {
        var outcome = await node.Decide(programme, command, context ?? Context());
        Assert.True(outcome is Outcome<Programme>.Done, $"{outcome}");
        return (Outcome<Programme>.Done)outcome;
    }
}
