from timonier.render.redirect import redirect_page


def test_an_old_address_leads_on_with_and_without_a_script() -> None:
    text = redirect_page("../../objets/", "https://exemple.fr/formation/objets/", "Pods & <Services>")
    assert '<meta http-equiv="refresh" content="0; url=../../objets/">' in text
    assert '<link rel="canonical" href="https://exemple.fr/formation/objets/">' in text
    assert 'location.replace("../../objets/" + location.search + location.hash)' in text
    assert '<a href="../../objets/">Pods &amp; &lt;Services&gt;</a>' in text


def test_nothing_breaks_out_of_the_page() -> None:
    text = redirect_page('"></script><b>', "x", "")
    assert "<b>" not in text
    assert text.count("</script>") == 1
