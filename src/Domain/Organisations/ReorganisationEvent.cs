using System.ComponentModel;

namespace MentorshipFlow.Organisations;

/// <summary>Kind of a reorganisation or renaming (Гражданский кодекс, статьи 57 и 58).</summary>
public enum ReorganisationKind
{
    /// <summary>Several organisations became a new one (слияние).</summary>
    Merger,

    /// <summary>It joined another organisation (присоединение).</summary>
    Accession,

    /// <summary>It was divided into several organisations (разделение); the one of them that the deed of transfer (передаточный акт) names
    /// goes on with its programmes.</summary>
    Division,

    /// <summary>It has another name and is the same legal person (переименование).</summary>
    Renaming,
}

/// <summary>Events about organisations that merge, join another one or are renamed (domain-model.md 5). The first two are on the stream of
/// the predecessor, the others on the stream of its successor.</summary>
public abstract record ReorganisationEvent : OrganisationEvent
{
    private ReorganisationEvent() { }

    /// <summary>The organisation was reorganised. Its entries stay where they are; from now on its successor decides in it, and keys that
    /// were issued before only read.</summary>
    /// <param name="Id">The id of this reorganisation.</param>
    /// <param name="Successor">The organisation that goes on; this organisation itself if it was renamed.</param>
    /// <param name="SuccessorTitle">The title of that organisation.</param>
    /// <param name="Ground">The act, such as «Постановление администрации № 12 от 20.08.2026».</param>
    /// <param name="On">The first day of the successor.</param>
    /// <param name="ConsentsUntil">The last day on which consents count that name the former operator of personal data; null where they go
    /// on, because the participants were notified of the legal successor.</param>
    [DisplayName("реорганизация")]
    public sealed record OrganisationReorganised(
        Guid Id, ReorganisationKind Kind, Guid Successor, InstitutionalText SuccessorTitle, InstitutionalText Ground, DateOnly On,
        DateOnly? ConsentsUntil) : ReorganisationEvent;

    /// <summary>A reorganisation was recorded by mistake: keys and title are as before.</summary>
    /// <param name="Successor">The organisation that is no successor after all.</param>
    [DisplayName("отмена записи о реорганизации")]
    public sealed record ReorganisationVoided(Guid Id, Guid Successor, TextReference Reason) : ReorganisationEvent;

    /// <summary>The organisation is the successor of another one.</summary>
    /// <param name="Reorganisation">The id of the reorganisation.</param>
    /// <param name="Title">The title of the predecessor.</param>
    [DisplayName("правопреемство")]
    public sealed record PredecessorTaken(
        Guid Reorganisation, Guid Predecessor, InstitutionalText Title, ReorganisationKind Kind) : ReorganisationEvent;

    /// <summary>The reorganisation was voided.</summary>
    [DisplayName("отмена записи о правопреемстве")]
    public sealed record PredecessorReleased(Guid Reorganisation) : ReorganisationEvent;
}

/// <summary>Commands about organisations that merge, join another one or are renamed.</summary>
public abstract record ReorganisationCommand : OrganisationCommand
{
    private ReorganisationCommand() { }

    /// <summary>Record what became of the organisation.</summary>
    /// <param name="Successor">As it is now, looked up by the caller; null for a renaming.</param>
    public sealed record Reorganise(ReorganisationEvent.OrganisationReorganised Event, Organisation? Successor) : ReorganisationCommand;

    /// <summary>Void a reorganisation that was recorded by mistake.</summary>
    public sealed record VoidReorganisation(Guid Id, TextReference Reason) : ReorganisationCommand;

    /// <summary>Record that this organisation is the successor of another one.</summary>
    public sealed record TakePredecessor(ReorganisationEvent.PredecessorTaken Event) : ReorganisationCommand;

    /// <summary>Record that this organisation is not the successor after all.</summary>
    public sealed record ReleasePredecessor(Guid Reorganisation) : ReorganisationCommand;
}
