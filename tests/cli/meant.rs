//! Letters, signs and stop words that mean something beside another word: each case with
//! an article that has the other meaning, and more of its words.

use serde_json::json;

use super::support::Limier;

/// Checks that the articles with the bodies `right` come before those with `wrong`.
#[track_caller]
fn prefers(query: &str, right: &str, wrong: &str) {
    let limier = Limier::with_articles([("wrong", "Brève", wrong), ("right", "Brève", right)]);
    let found = limier.ids(query);
    assert_eq!(found.first().map(String::as_str), Some("right"), "{query} found {found:?}");
    // It has all that was asked for, the other has not.
    let found = limier.search(query).args(["--limit", "1", "--format", "json"]).json();
    assert_eq!(found["total_all_words"], json!(1), "{query}");
}

#[test]
fn a_letter_behind_a_word_is_part_of_what_is_meant() {
    for (query, right, wrong) in [
        (
            "hépatite A",
            "Trois cas d’hépatite A à l’école.",
            "L’hépatite B recule. Il y a deux hépatites ici, a-t-on appris.",
        ),
        (
            "vitamine C",
            "Une orange a de la vitamine C.",
            "La vitamine D manque. C, la lettre. Des vitamines partout.",
        ),
        (
            "génération Y",
            "Ce que veut la génération Y.",
            "La génération Z. On y voit une génération, dit-on.",
        ),
        ("groupe B", "Le groupe B est ouvert.", "Le groupe A joue. B gagne, le groupe rit."),
        ("plan b", "On cherche un plan B.", "Le plan a échoué, dit B. Un autre plan suit."),
        (
            "catégorie A",
            "Les chômeurs de catégorie A.",
            "La catégorie B baisse. Elle a changé de catégorie.",
        ),
        ("RER A", "Le RER A est en panne.", "Le RER B a repris. Le RER souffre."),
    ] {
        prefers(query, right, wrong);
    }
}

#[test]
fn letters_joined_by_a_sign_are_one_name() {
    for (query, right, wrong) in [
        ("H&M", "Chez H&M, les soldes.", "À 80 km/h puis 110 km/h. Il part, M. H."),
        ("AT&T", "L’opérateur AT&T grandit.", "Il est à 5 T, dit-on at home. T, une lettre."),
        (
            "C&A",
            "Le magasin C&A ferme.",
            "Il y a un C et un A. Un C, puis un C, dit le maître qui a ri.",
        ),
        ("R&D", "Le budget de R&D.", "Le quai D ouvre, le quai R ferme. Un D, un R, un D."),
        ("S&P 500", "Le S&P 500 monte.", "500 personnes au quai S. 500 au quai P."),
        ("P&O", "Les ferrys de P&O.", "Le P et le O. Un P, un O."),
    ] {
        prefers(query, right, wrong);
    }
}

#[test]
fn a_stop_word_with_a_capital_or_elided_is_part_of_a_name() {
    for (query, right, wrong) in [
        (
            "gare de l'Est",
            "La gare de l’Est rouvre.",
            "La gare du Nord est fermée. La gare est vide.",
        ),
        ("AS Monaco", "L’AS Monaco gagne.", "Monaco fête son prince. Tu as vu Monaco."),
        ("Grand Est", "La région Grand Est vote.", "Un grand pays est là, un grand jour."),
        (
            "journal Le Monde",
            "Le journal Le Monde titre.",
            "Un journal du monde entier. Le journal d’un autre monde.",
        ),
        (
            "parti Les Républicains",
            "Le parti Les Républicains débat.",
            "Un parti de républicains. Le parti des républicains, les autres.",
        ),
        (
            "parti En Marche",
            "Le parti En Marche recrute.",
            "Un parti pris, une marche. Il est parti à la marche.",
        ),
    ] {
        prefers(query, right, wrong);
    }
}

#[test]
fn the_parts_of_a_compound_that_tell_nothing_are_one_word() {
    for (query, right, wrong) in [
        ("vis-à-vis", "Un immeuble en vis-à-vis.", "Une vis à bois. Une vis, deux vis."),
        ("tête-à-tête", "Un tête-à-tête à Paris.", "La tête haute. Une tête, à Paris."),
        ("T-shirt", "Un T-shirt vendu.", "Un shirt, un T. Le T et le shirt."),
        ("Notre-Dame", "Notre-Dame a brûlé.", "Une dame, notre voisine. La dame rit."),
        ("face-à-face", "Un face-à-face télévisé.", "Face au mur, la face. Pile à face."),
    ] {
        prefers(query, right, wrong);
    }
    // Others are their words: an article that has them apart is found as well.
    let limier = Limier::with_articles([("a", "Avis", "Un bail, sans pas, de porte.")]);
    assert_eq!(limier.ids("pas-de-porte"), ["a"]);
}

#[test]
fn what_is_meant_is_marked_and_explained() {
    let limier = Limier::with_articles([("a", "Santé", "Un cas d’hépatite A, puis une hépatite.")]);
    let found = limier.search("hépatite A").args(["--format", "json"]).json();
    assert_eq!(
        found["hits"][0]["fragments"][0]["highlights"],
        json!([[9, 19], [30, 38]]),
        "« hépatite A », then « hépatite »: {found}"
    );
    let text = limier.search("hépatite A").arg("--explain-query").output().stdout;
    assert!(text.contains("hépatite a"), "{text}");
}

#[test]
fn a_stop_word_that_means_nothing_is_left_out_as_before() {
    let limier = Limier::with_articles([
        ("maire", "Le maire", "Le maire a parlé à M. Dupont."),
        ("monde", "Un monde", "Un monde change."),
    ]);
    for query in ["le maire a parlé à M. Dupont", "LE MAIRE A PARLÉ", "Macron : Le maire parle"]
    {
        assert_eq!(limier.ids(query), ["maire"], "{query}");
    }
    assert_eq!(limier.ids("Le Monde change"), ["monde"]);
}

#[test]
fn a_name_of_nothing_but_small_words_is_looked_for_whole() {
    let limier = Limier::with_articles([
        ("show", "Télévision", "Invitée de « C à vous », elle a répondu."),
        ("heat", "Météo", "Il fera 32 °C à Nîmes, dit-on à vous et à nous."),
        ("air", "Débat", "Dans C dans l’air, on débat."),
    ]);
    assert_eq!(limier.ids("C à vous"), ["show"]);
    assert_eq!(limier.ids("c à vous"), ["show"]);
    let text = limier.search("C à vous").text();
    assert!(text.contains("« **C à vous** »"), "{text}");
}

#[test]
fn letters_with_a_sign_between_are_not_written_together() {
    let limier = Limier::with_articles([
        ("shop", "Commerce", "H&M ferme un magasin."),
        ("care", "Santé", "L’AP-HM, à Marseille, recrute."),
        ("phone", "Bourse", "Le géant AT&T recule."),
        ("prop", "Peine", "Son att attend."),
    ]);
    assert_eq!(limier.ids("H&M"), ["shop"]);
    assert_eq!(limier.ids("AT&T"), ["phone"]);
}

#[test]
fn a_rare_word_that_may_be_a_slip_is_found_and_the_commoner_one_told() {
    let many = (0..20).map(|at| format!("Zelensky parle, jour {at}.")).collect::<Vec<_>>();
    let ids = (0..20).map(|at| format!("m{at}")).collect::<Vec<_>>();
    let common = ids.iter().zip(&many).map(|(id, body)| (id.as_str(), "Séance", body.as_str()));
    let slip = ("slip", "Séance", "Le président Zelinsky a appelé.");
    let limier = Limier::with_articles(common.chain([slip]));
    let text = limier.search("zelinsky").text();
    assert!(text.starts_with("1 article for zelinsky; near spelling: zelensky (20)\n"), "{text}");
    let json = limier.search("zelinsky").args(["--format", "json"]).json();
    assert_eq!(json["suggestions"]["zelinsky"], "zelensky");
    assert!(limier.search("zelensky").text().starts_with("20 articles for zelensky\n"));
}

#[test]
fn a_word_of_no_article_adds_by_its_near_spelling_and_lacks_nevertheless() {
    let limier = Limier::with_articles([
        ("autre", "Guerre", "La guerre, la guerre continue au Donbass."),
        ("slip", "Récit", "La guerre continue, selon Zelensky, au Donbass."),
        ("seul", "Séance", "Zelensky parle."),
    ]);
    assert_eq!(limier.ids("guerre"), ["autre", "slip"]);
    let json = |query: &str| limier.search(query).args(["--explain", "--format", "json"]).json();
    let found = json("guerre zelinsky Donbass");
    assert_eq!(limier.ids("guerre zelinsky Donbass"), ["slip", "autre"]);
    assert_eq!((&found["total"], &found["total_all_words"]), (&json!(2), &json!(0)));
    assert_eq!(found["unknown"], json!(["zelinsky"]));
    assert_eq!(found["suggestions"]["zelinsky"], "zelensky");
    for (hit, is_there) in found["hits"].as_array().unwrap().iter().zip([true, false]) {
        assert_eq!((&hit["lacks"], &hit["all_words"]), (&json!(["zelinsky"]), &json!(false)));
        let word = &hit["explanation"]["words"][1];
        assert_eq!((&word["word"], &word["near_spelling"]), (&json!("zelinsky"), &json!(true)));
        assert_eq!(word["score"].as_f64().unwrap() > 0.0, is_there, "{word}");
        assert_eq!(hit["explanation"]["words"][0]["near_spelling"], false);
    }
    let text = limier.search("guerre zelinsky Donbass").arg("--explain").text();
    assert!(text.contains(" zelinsky (the word spelled nearly so, 1 time in the text"), "{text}");
    // Formats that list what has all list nothing, and no article is found by it alone.
    let tsv = ["--format", "tsv"];
    let output = limier.search("guerre zelinsky").args(tsv).output();
    assert_eq!((output.code, output.stdout.as_str()), (1, ""));
    let any = limier.search("guerre zelinsky").args(tsv).arg("--any").text();
    assert_eq!(any.lines().count(), 1 + 2, "{any}");
    assert_eq!(limier.ids("zelinsky"), [""; 0]);
    assert_eq!(limier.ids("zelinsky zelunsky"), [""; 0]);
    assert_eq!(limier.ids("zelinsky \"la guerre\""), ["slip", "autre"]);
    // Digits are no slip, and what is asked for as well is no other word.
    assert_eq!(limier.ids("guerre zelensk1"), ["autre", "slip"]);
    let both = json("guerre zelensky zelinsky");
    assert_eq!(both["hits"][0]["explanation"]["words"][2]["score"], 0.0);
}
